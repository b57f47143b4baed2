package dev.crashproof.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run writes down of each process group it starts, so that the next run finds it even where
 * an environment can't be read or was overwritten.
 *
 * @param group the group's id, its leader's pid
 * @param started the leader's start, in the process table's unit: with the place it guards against
 *     a pid that was given to another
 * @param place where the pid means anything
 * @param command for the person who looks
 */
record GroupNote(long group, long started, String place, String command) {
  private static final String SUFFIX = ".group";

  /** Writes the note at once or not at all. */
  Path write(Path directory, String name) throws IOException {
    Path note = directory.resolve(name + SUFFIX);
    Path draft = directory.resolve(name + ".draft");
    String text =
        "group=%d\nstarted=%d\nplace=%s\ncommand=%s\n"
            .formatted(group, started, place, command.replace('\n', ' '));
    // A plain stream: a channel would refuse to write in an interrupted thread.
    try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
      out.write(text.getBytes(UTF_8));
    }
    return Files.move(draft, note, StandardCopyOption.ATOMIC_MOVE);
  }

  /** All notes of a directory; none where it does not exist. */
  static List<GroupNote> readAll(Path directory) throws IOException {
    List<GroupNote> notes = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
        parse(Files.readString(file)).ifPresent(notes::add);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return notes;
  }

  private static Optional<GroupNote> parse(String text) {
    Map<String, String> fields =
        text.lines()
            .filter(line -> line.indexOf('=') > 0)
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf('=')),
                    line -> line.substring(line.indexOf('=') + 1),
                    (first, second) -> first));
    try {
      return Optional.of(
          new GroupNote(
              Long.parseLong(fields.getOrDefault("group", "")),
              Long.parseLong(fields.getOrDefault("started", "")),
              fields.getOrDefault("place", ""),
              fields.getOrDefault("command", "")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether the process is the one that was noted. */
  boolean isLeader(ProcessEntry process) {
    return process.pid() == group && process.started() == started;
  }
}
