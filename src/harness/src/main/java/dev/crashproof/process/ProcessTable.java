package dev.crashproof.process;

import com.sun.jna.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine's processes, as far as this user may see them. */
interface ProcessTable {

  /** This machine's table. */
  static ProcessTable local() {
    return Platform.isLinux()
        ? new LinuxProcessTable(Path.of("/proc"))
        : new PortableProcessTable(Posix.local());
  }

  /** All processes, dead ones that nobody reaped among them. */
  List<ProcessEntry> all();

  /** The process of that id, if there is one. */
  Optional<ProcessEntry> find(long pid);

  /** The value that a variable had in the environment the process was started with, if visible. */
  Optional<String> variable(long pid, String name);

  /** Whether every thread of the process is stopped. */
  boolean stopped(long pid);

  /** What the process holds of memory; empty when it is gone. */
  Optional<Memory.Usage> memory(long pid);

  /**
   * Where process ids mean what they mean here: this boot of this machine, and this namespace of
   * process ids.
   */
  String place();
}
