package dev.crashproof.sweep;

import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.ProgressChecker;
import dev.crashproof.checker.Validity;
import dev.crashproof.checker.recovery.RecoveryBoundChecker;
import dev.crashproof.history.Event;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.lane.Performance;
import java.util.Set;

/**
 * A workflow task that the server handed to a poll which was just being taken back: it counts as
 * started, no wire ever saw it, and it must time out. That is the harness's doing, not the
 * strike's, so the point is no sample. Only a cancel that the server hears a moment after a task
 * has come does this.
 */
final class LostTask {
  // Who minds that it took longer, and nothing else.
  private static final Set<String> OF_TIME =
      Set.of(RecoveryBoundChecker.NAME, ProgressChecker.NAME, Performance.STUCK);

  private LostTask() {}

  /**
   * Whether there was one, and nothing was wrong but what the wait for it explains: an effect that
   * was lost or came twice is the worker's doing all the same.
   */
  static boolean explains(PointRun run) {
    return in(run.evidence())
        && run.judgement().verdicts().stream()
            .filter(verdict -> verdict.validity() == Validity.INVALID)
            .allMatch(verdict -> OF_TIME.contains(verdict.checker()));
  }

  /** Whether there was one. */
  static boolean in(Evidence evidence) {
    return evidence
        .eventHistory()
        .first(event -> timedOut(event) && !handedOver(event, evidence))
        .isPresent();
  }

  private static boolean timedOut(Event event) {
    return event.is("WorkflowTaskTimedOut")
        && event.attribute("timeoutType").filter(t -> t.endsWith("START_TO_CLOSE")).isPresent();
  }

  private static boolean handedOver(Event timedOut, Evidence evidence) {
    String started = timedOut.attribute("startedEventId").orElse("");
    return evidence
        .history()
        .first(op -> op.detail(WireOp.STARTED_EVENT).filter(started::equals).isPresent())
        .isPresent();
  }
}
