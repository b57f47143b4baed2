package dev.crashproof.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The raw facts of one sweep on disk:
 *
 * <ul>
 *   <li>{@code sweep.json}: the {@link SweepRecord}
 *   <li>{@code golden-<n>.json}: a {@link GoldenRecord}
 *   <li>{@code points/<number>.json}: a {@link PointRecord}
 *   <li>{@code points/<number>-in-lanes.json}: the same of a point that was struck again alone, as
 *       it was among other lanes; it is no result
 *   <li>beside each of the last three, under the same name, {@code .jsonl}: its ops, one a line,
 *       and {@code .evidence.json}: the rest of its {@link SavedEvidence}
 * </ul>
 *
 * <p>A golden run or point is there whole or not at all: its record is written last. Safe for use
 * by many threads.
 */
public final class SweepDirectory {
  private static final Pattern GOLDEN = Pattern.compile("golden-\\d+\\.json");
  private static final Pattern POINT = Pattern.compile("\\d+\\.json");

  private final Path path;

  private SweepDirectory(Path path) {
    this.path = path;
  }

  /** The sweep at that place, which need not be there yet. */
  public static SweepDirectory at(Path path) {
    return new SweepDirectory(path);
  }

  /** Where the sweep is. */
  public Path path() {
    return path;
  }

  /** Saves the sweep as far as it has come, in place of what was saved of it before. */
  public synchronized void save(SweepRecord sweep) {
    JsonFiles.write(sweepFile(), sweep);
  }

  /**
   * Saves a golden run.
   *
   * @throws IllegalStateException if the sweep was not saved yet, or the number was saved before
   */
  public synchronized void save(GoldenRecord golden, SavedEvidence evidence) {
    save(goldenRun(golden.number()), "golden run " + golden.number(), golden, evidence);
  }

  /**
   * Saves a point.
   *
   * @throws IllegalStateException if the sweep was not saved yet, or the number was saved before
   */
  public synchronized void save(PointRecord point, SavedEvidence evidence) {
    save(point(point.number()), "point " + point.number(), point, evidence);
  }

  /**
   * Saves what a point came to among other lanes, before it is struck again alone.
   *
   * @throws IllegalStateException if the sweep was not saved yet, or the number was saved before
   */
  public synchronized void saveInLanes(PointRecord point, SavedEvidence evidence) {
    String name = point.number() + "-in-lanes";
    save(path.resolve("points").resolve(name), "point " + name, point, evidence);
  }

  /** What was gathered of a golden run. */
  public SavedEvidence goldenEvidence(int number) {
    return EvidenceFiles.read(goldenRun(number));
  }

  /** What was gathered at a point. */
  public SavedEvidence pointEvidence(int number) {
    return EvidenceFiles.read(point(number));
  }

  /** Whether a sweep was saved here. */
  public boolean exists() {
    return Files.isRegularFile(sweepFile());
  }

  /** Reads all but the evidence back. */
  public SweepFacts read() {
    return new SweepFacts(
        JsonFiles.read(sweepFile(), SweepRecord.class),
        readAll(path, GOLDEN, GoldenRecord.class, Comparator.comparing(GoldenRecord::number)),
        readAll(
            path.resolve("points"),
            POINT,
            PointRecord.class,
            Comparator.comparing(PointRecord::number)));
  }

  private void save(Path stem, String what, Object record, SavedEvidence evidence) {
    if (!exists()) {
      throw new IllegalStateException(
          "The %s of a sweep that was not saved yet would be no fact of any report: save the"
                  .formatted(what)
              + " SweepRecord first.");
    }
    Path file = EvidenceFiles.beside(stem, ".json");
    if (Files.exists(file)) {
      throw new IllegalStateException(
          "The %s was saved before (%s): give each its own number, or one hides the other."
              .formatted(what, file));
    }
    EvidenceFiles.write(stem, evidence);
    JsonFiles.write(file, record);
  }

  private static <T> List<T> readAll(
      Path directory, Pattern name, Class<T> type, Comparator<T> order) {
    return JsonFiles.list(directory).stream()
        .filter(file -> name.matcher(file.getFileName().toString()).matches())
        .map(file -> JsonFiles.read(file, type))
        .sorted(order)
        .toList();
  }

  private Path sweepFile() {
    return path.resolve("sweep.json");
  }

  private Path goldenRun(int number) {
    return path.resolve("golden-" + number);
  }

  private Path point(int number) {
    return path.resolve("points").resolve(Integer.toString(number));
  }
}
