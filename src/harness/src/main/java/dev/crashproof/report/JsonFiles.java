package dev.crashproof.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

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
      throw new UncheckedIOException(
          "%s could not be read: it is missing, damaged or of another version (%s)"
              .formatted(file, e),
          e);
    }
  }
}
