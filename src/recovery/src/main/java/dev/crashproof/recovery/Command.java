package dev.crashproof.recovery;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is supervised, as a program and its arguments. Its process has this one's environment, input
 * and outputs.
 */
final class Command {
  private static final Logger LOG = LoggerFactory.getLogger(Command.class);
  private static final long PROBED_SECONDS = 5;
  // Of util-linux: it asks the kernel for a signal at its parent's death (prctl(2),
  // PR_SET_PDEATHSIG), then becomes the program. No Java without native code can ask.
  private static final List<String> TIE = List.of("setpriv", "--pdeathsig", "TERM", "--");

  private final List<String> words;
  private final List<String> tie;

  private Command(List<String> words, List<String> tie) {
    this.words = words;
    this.tie = tie;
  }

  /** Whose process lives on when this one is killed. */
  static Command loose(List<String> words) {
    return new Command(words, List.of());
  }

  /**
   * Whose process gets SIGTERM from the kernel when this one is killed, or when the thread that
   * started it ends. Where that can't be asked for it is loose.
   */
  static Command tied(List<String> words) {
    if (ties()) {
      return new Command(words, TIE);
    }
    LOG.info(
        "there is no setpriv (util-linux) here that knows --pdeathsig: should this supervisor be"
            + " killed, {} lives on and has to be told to end by itself",
        words.get(0));
    return loose(words);
  }

  /**
   * Starts it.
   *
   * @throws IOException if there is no such program, or no process can be made; in a sentence
   */
  Process start() throws IOException {
    String program = words.get(0);
    // Asked here, since whoever ties it would be the one that starts.
    if (!executable(program)) {
      throw new IOException(
          program
              + " can't be started: there is no such program that this user may execute, so name"
              + " one that there is");
    }
    List<String> all = new ArrayList<>(tie);
    all.addAll(words);
    try {
      return new ProcessBuilder(all).inheritIO().start();
    } catch (IOException e) {
      throw new IOException(program + " can't be started: " + e.getMessage(), e);
    }
  }

  private static boolean ties() {
    List<String> probe = new ArrayList<>(TIE);
    probe.add("true");
    try {
      Process process =
          new ProcessBuilder(probe)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      return process.waitFor(PROBED_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean executable(String program) {
    try {
      if (program.contains(File.separator)) {
        return executable(Path.of(program));
      }
      String path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
      return Arrays.stream(path.split(File.pathSeparator))
          .anyMatch(folder -> executable(Path.of(folder, program)));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean executable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  @Override
  public String toString() {
    return words.get(0);
  }
}
