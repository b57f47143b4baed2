package dev.crashproof.measure.recovery;

import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.boundary.BoundaryKind;
import dev.crashproof.measure.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/**
 * Many recoveries, summed up for a report.
 *
 * @param rows per kind of boundary the whole, then each cause that occurred, in the order of {@link
 *     Cause}
 * @param leastAttributed the least share of any recovery that has a cause; empty where there is no
 *     recovery
 */
public record RecoverySplits(List<Row> rows, OptionalDouble leastAttributed) {

  /** Copies the rows, so that a summary never changes. */
  public RecoverySplits {
    rows = List.copyOf(rows);
  }

  /**
   * One line of the summary.
   *
   * @param kind the kind of boundary
   * @param cause the cause; empty for the whole recovery
   * @param occurred in how many of the recoveries it occurred
   * @param millis its milliseconds over all recoveries of the kind; one in which it did not occur
   *     counts as 0
   */
  public record Row(BoundaryKind kind, Optional<Cause> cause, int occurred, Summary millis) {}

  /** Sums up the recoveries whose boundary is known. */
  public static RecoverySplits of(List<RecoverySplit> splits) {
    List<Row> rows = new ArrayList<>();
    for (BoundaryKind kind : BoundaryKind.values()) {
      List<RecoverySplit> its =
          splits.stream()
              .filter(s -> s.boundary().map(Boundary::kind).filter(kind::equals).isPresent())
              .toList();
      row(kind, Optional.empty(), its, RecoverySplit::nanos).ifPresent(rows::add);
      for (Cause cause : Cause.values()) {
        row(kind, Optional.of(cause), its, s -> s.nanos(cause)).ifPresent(rows::add);
      }
    }
    return new RecoverySplits(rows, splits.stream().mapToDouble(RecoverySplit::attributed).min());
  }

  private static Optional<Row> row(
      BoundaryKind kind,
      Optional<Cause> cause,
      List<RecoverySplit> splits,
      ToLongFunction<RecoverySplit> nanos) {
    int occurred = (int) splits.stream().filter(s -> nanos.applyAsLong(s) > 0).count();
    if (splits.isEmpty() || (occurred == 0 && cause.isPresent())) {
      return Optional.empty();
    }
    double[] millis = splits.stream().mapToDouble(s -> nanos.applyAsLong(s) / 1e6).toArray();
    return Optional.of(new Row(kind, cause, occurred, Summary.of(millis)));
  }
}
