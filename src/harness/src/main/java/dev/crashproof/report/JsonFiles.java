package dev.crashproof.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads and writes files whole: a reader, or a crash, finds the old content or the new. */
final class JsonFiles {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private JsonFiles() {}

  static void write(Path file, Object value) {
    try {
      // Line ends are fixed, so that a report is the same on every system.
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
      writeText(file, MAPPER.writer(printer).writeValueAsString(value) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("%s can't be put into JSON".formatted(value), e);
    }
  }

  /** Writes values one a line, without line ends inside. */
  static void writeLines(Path file, List<?> values) {
    StringBuilder lines = new StringBuilder();
    for (Object value : values) {
      try {
        lines.append(MAPPER.writeValueAsString(value)).append('\n');
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("%s can't be put into JSON".formatted(value), e);
      }
    }
    writeText(file, lines.toString());
  }

  static void writeText(Path file, String text) {
    Path directory = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(directory);
      // Not a temporary file of the platform's: that would be for its owner's eyes alone, a report
      // is not.
      Path whole =
          file.resolveSibling("%s.%s.part".formatted(file.getFileName(), UUID.randomUUID()));
      try {
        Files.writeString(whole, text);
        Files.move(
            whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s could not be written: %s. Make room or make the directory writable."
              .formatted(file, e),
          e);
    }
  }

  static <T> T read(Path file, Class<T> type) {
    try {
      return MAPPER.readValue(Files.readString(file), type);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Reads values that stand one a line. */
  static <T> List<T> readLines(Path file, Class<T> type) {
    try {
      List<T> values = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        values.add(MAPPER.readValue(line, type));
      }
      return List.copyOf(values);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static ObjectNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static ArrayNode array(List<?> values) {
    return MAPPER.valueToTree(values);
  }

  /** The value of a tree that was read from a file. */
  static <T> T value(Path file, ObjectNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw unreadable(file, e);
    }
  }

  /** What is in a directory; nothing where there is none. */
  static List<Path> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("%s could not be listed: %s".formatted(directory, e), e);
    }
  }

  private static UncheckedIOException unreadable(Path file, IOException e) {
    return new UncheckedIOException(
        "%s could not be read: it is missing, damaged or of another version (%s)"
            .formatted(file, e),
        e);
  }
}
