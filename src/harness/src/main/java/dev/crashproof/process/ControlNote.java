package dev.crashproof.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What a run writes down of a control group before it makes it, so that a later run removes it.
 *
 * @param directory the group's directory
 * @param home the group whose processes it borrowed
 */
record ControlNote(Path directory, Path home) {
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final long BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(1);

  /** What the names of a run's groups begin with. */
  static String prefix(String runId) {
    return "crashproof-" + runId + '-';
  }

  private static Path notes(Path runDirectory) {
    return runDirectory.resolve("control-groups");
  }

  static Path write(Path runDirectory, String name, List<ControlNote> groups) throws IOException {
    Path note = Files.createDirectories(notes(runDirectory)).resolve(name);
    StringBuilder text = new StringBuilder();
    groups.forEach(g -> text.append(g.directory).append('\t').append(g.home).append('\n'));
    try (FileOutputStream out = new FileOutputStream(note.toFile())) {
      out.write(text.toString().getBytes(UTF_8));
    }
    return note;
  }

  /** Removes the control groups of a dead run; a {@link LeftoverCleaner}. */
  static void clean(String runId, Path runDirectory) throws IOException {
    for (ControlNote group : readAll(runDirectory)) {
      // Only what bears the run's name: a torn note must not lead to another's group.
      if (String.valueOf(group.directory.getFileName()).startsWith(prefix(runId))) {
        group.remove();
      }
    }
  }

  private static List<ControlNote> readAll(Path runDirectory) throws IOException {
    List<ControlNote> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(notes(runDirectory))) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          int tab = line.indexOf('\t');
          if (tab > 0) {
            found.add(
                new ControlNote(Path.of(line.substring(0, tab)), Path.of(line.substring(tab + 1))));
          }
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return found;
  }

  /** Sends who still lives in the group home, and removes it; one that is not there is no error. */
  void remove() throws IOException {
    Deadline deadline = Deadline.in(BOUND);
    while (Files.isDirectory(directory)) {
      try {
        for (String process : members()) {
          ControlFiles.write(home.resolve(ControlFiles.PROCESSES), process);
        }
        Files.deleteIfExists(directory);
      } catch (IOException e) {
        // Who has just been killed counts as a member until the kernel has done with it.
        if (deadline.passed()) {
          throw new IOException("The control group " + directory + " can't be removed: " + e, e);
        }
        LockSupport.parkNanos(BETWEEN_TRIES);
      }
    }
  }

  /** The ids of the processes in the group. */
  List<String> members() throws IOException {
    return Files.readAllLines(directory.resolve(ControlFiles.PROCESSES));
  }

  /** Makes the group hold the process; one that has just ended is no error. */
  void take(ProcessEntry process) throws IOException {
    try {
      ControlFiles.write(directory.resolve(ControlFiles.PROCESSES), Long.toString(process.pid()));
    } catch (IOException e) {
      if (Files.exists(Path.of("/proc", Long.toString(process.pid()), "cwd"))) {
        throw e;
      }
    }
  }
}
