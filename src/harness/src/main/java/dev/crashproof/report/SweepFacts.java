package dev.crashproof.report;

import java.util.List;

/**
 * A sweep as far as it was saved. The evidence stays on disk until somebody asks for it: it is much
 * larger than what reports need of it.
 *
 * @param record the sweep
 * @param goldenRuns its golden runs, by number
 * @param points its points, by number
 */
public record SweepFacts(
    SweepRecord record, List<GoldenRecord> goldenRuns, List<PointRecord> points) {

  /** Copies the lists, so that facts never change. */
  public SweepFacts {
    goldenRuns = List.copyOf(goldenRuns);
    points = List.copyOf(points);
  }

  /** The sweep's id. */
  public String id() {
    return record.id();
  }
}
