package dev.crashproof.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.jspecify.annotations.Nullable;

/**
 * The few calls of the C library that Java does not offer. Called in-process: a strike that forks
 * {@code /bin/kill} would come milliseconds late.
 */
final class Posix {
  private static final int EPERM = 1;
  private static final int ESRCH = 3;

  private static @Nullable Posix local;

  private final LibC c;

  private Posix(LibC c) {
    this.c = c;
  }

  /** This machine's C library. */
  static synchronized Posix local() {
    Posix loaded = local;
    if (loaded == null) {
      loaded = new Posix(load());
      local = loaded;
    }
    return loaded;
  }

  private static LibC load() {
    if (Platform.isWindows()) {
      throw new ProcessException(
          "Processes can't be steered on Windows, which has no process groups and no signals: run"
              + " Crashproof on Linux or macOS, or in WSL.");
    }
    try {
      return Native.load(Platform.C_LIBRARY_NAME, LibC.class);
    } catch (UnsatisfiedLinkError e) {
      throw new ProcessException(
          "Signals can't be sent because JNA could not load its native part ("
              + e.getMessage()
              + "): point the system property jna.tmpdir at a directory that may hold executables.",
          e);
    }
  }

  /** Sends the signal to a process; false when it is gone. */
  boolean signalProcess(long pid, Signal signal) {
    return send(Math.toIntExact(pid), signal, "process " + pid);
  }

  /** Sends the signal to a whole process group, at once; false when it is gone. */
  boolean signalGroup(long group, Signal signal) {
    if (group <= 1) {
      throw new IllegalArgumentException("kill(-" + group + ") would reach every process");
    }
    return send(Math.toIntExact(-group), signal, "process group " + group);
  }

  private boolean send(int target, Signal signal, String whom) {
    try {
      c.kill(target, signal.number());
      return true;
    } catch (LastErrorException e) {
      // Where there is no /proc, a group of nothing but zombies answers EPERM.
      if (e.getErrorCode() == ESRCH || (e.getErrorCode() == EPERM && !Platform.isLinux())) {
        return false;
      }
      throw new ProcessException(
          "Signal "
              + signal
              + " could not be sent to "
              + whom
              + ": "
              + (e.getErrorCode() == EPERM
                  ? "it runs as another user; start it as the user who runs Crashproof."
                  : e.getMessage()),
          e);
    }
  }

  /** The process group of a process, 0 when it is gone. */
  long groupOf(long pid) {
    try {
      return c.getpgid(Math.toIntExact(pid));
    } catch (LastErrorException e) {
      return 0;
    }
  }

  /** The user id this JVM runs as. */
  int user() {
    return c.getuid();
  }

  /** The C library as JNA binds it; public to JNA's proxies only. */
  interface LibC extends Library {
    int kill(int pid, int signal) throws LastErrorException;

    int getpgid(int pid) throws LastErrorException;

    int getuid();
  }
}
