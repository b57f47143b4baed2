package dev.crashproof.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one run of the benchmark found: {@code benchmark.json}, and the last section of {@code
 * adr-006.md}.
 *
 * @param begun when the run began
 * @param environment what it ran in
 * @param control how many times longer than at its best a busy loop of fixed work took between the
 *     pairs, median; above {@link dev.crashproof.measure.Control#BUSY_ABOVE} the machine was busy
 * @param notes how it was measured, one sentence each
 * @param rows the figures
 */
public record Benchmark(
    Instant begun,
    EnvironmentFacts environment,
    double control,
    List<String> notes,
    List<BenchmarkRow> rows) {
  private static final String FILE = "benchmark.json";
  private static final String PAGE = "adr-006.md";

  /** Copies, so that a benchmark never changes. */
  public Benchmark {
    notes = List.copyOf(notes);
    rows = List.copyOf(rows);
  }

  /** Writes {@code benchmark.json} into a directory. */
  public Path save(Path directory) {
    Path file = directory.resolve(FILE);
    JsonFiles.write(file, this);
    return file;
  }

  /**
   * Writes {@code benchmark.json} and puts the table into the page that is there, in place of the
   * last benchmark's.
   *
   * @param reports where the reports are
   */
  public void publish(Path reports) {
    save(reports);
    Path page = reports.resolve(PAGE);
    String text = Files.exists(page) ? read(page) : "";
    JsonFiles.writeText(page, BenchmarkPage.in(text, this));
  }

  /** The benchmark whose reports are there, if there is one. */
  static Optional<Benchmark> find(Path reports) {
    Path file = reports.resolve(FILE);
    return Files.exists(file)
        ? Optional.of(JsonFiles.read(file, Benchmark.class))
        : Optional.empty();
  }

  private static String read(Path page) {
    try {
      return Files.readString(page, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("%s could not be read: %s".formatted(page, e), e);
    }
  }
}
