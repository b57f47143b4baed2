package dev.crashproof.measure.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.boundary.BoundaryKind;
import dev.crashproof.measure.recovery.RecoverySplits.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecoverySplitsTest {

  private static RecoverySplit split(String boundary, Cause cause, long millis, long unexplained) {
    List<Segment> segments = new ArrayList<>();
    long end = millis * 1_000_000;
    segments.add(new Segment(cause, 0, end, "w", List.of()));
    if (unexplained > 0) {
      long last = end + unexplained * 1_000_000;
      segments.add(new Segment(Cause.UNEXPLAINED, end, last, "w", List.of()));
      end = last;
    }
    return new RecoverySplit(
        "wf", Optional.of(Boundary.parse(boundary)), "unassisted", 0, end, segments);
  }

  @Test
  void rowsAreByKindAndCauseAndOneWithoutTheCauseCountsAsNone() {
    RecoverySplits splits =
        RecoverySplits.of(
            List.of(
                split("before a", Cause.TASK_TIMEOUT, 10_000, 0),
                split("before b", Cause.STICKY_WAIT, 5_000, 0),
                split("idle", Cause.WORK, 90, 10)));

    assertThat(splits.rows())
        .extracting(Row::kind, r -> r.cause().map(Cause::words).orElse("whole"), Row::occurred)
        .containsExactly(
            tuple(BoundaryKind.BEFORE, "whole", 2),
            tuple(BoundaryKind.BEFORE, "sticky wait", 1),
            tuple(BoundaryKind.BEFORE, "task timeout", 1),
            tuple(BoundaryKind.IDLE, "whole", 1),
            tuple(BoundaryKind.IDLE, "work", 1),
            tuple(BoundaryKind.IDLE, "unexplained", 1));
    assertThat(splits.rows().get(0).millis().median()).isEqualTo(7_500);
    assertThat(splits.rows().get(1).millis().max()).isEqualTo(5_000);
    assertThat(splits.rows().get(1).millis().n()).isEqualTo(2);
    assertThat(splits.rows().get(1).millis().min()).isZero();
    assertThat(splits.leastAttributed()).hasValue(0.9);
  }

  @Test
  void noRecoveryNoRow() {
    assertThat(RecoverySplits.of(List.of()).rows()).isEmpty();
    assertThat(RecoverySplits.of(List.of()).leastAttributed()).isEmpty();
  }
}
