package dev.crashproof.checker.recovery;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.recovery.Recovery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The recovery took no longer than predicted from what was pending when the worker died. The bound
 * is that of a worker without help; help only makes it faster.
 */
public final class RecoveryBoundChecker implements Checker {
  /** Its name in verdicts. */
  public static final String NAME = "recovery-bound";

  private final Allowance allowance;

  /** Grants that beside the waits that it predicts. */
  public RecoveryBoundChecker(Allowance allowance) {
    this.allowance = allowance;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict check(Evidence evidence) {
    EventHistory eventHistory = evidence.eventHistory();
    if (eventHistory.events().isEmpty()) {
      return Verdict.unknown(
          NAME, "the event history is missing, so that nobody knows what was pending");
    }
    Optional<Recovery> found = Recovery.of(evidence.history(), eventHistory.workflowId());
    if (found.isEmpty()) {
      return Verdict.unknown(NAME, "no kill was seen to land, so that there is no recovery");
    }
    Recovery recovery = found.get();
    if (recovery.kills().size() > 1) {
      return unknown(
          "%d kills landed before the workflow was closed; the bound is for one"
              .formatted(recovery.kills().size()),
          recovery.kills());
    }
    List<EventHistory> eventHistories =
        Stream.concat(Stream.of(eventHistory), evidence.others().stream()).toList();
    Prediction prediction = Prediction.of(recovery, eventHistories, allowance);
    if (prediction instanceof RecoveryPrediction predicted) {
      return judge(recovery, predicted);
    }
    return unknown(((Unpredictable) prediction).why(), List.of(recovery.kill()));
  }

  private Verdict judge(Recovery recovery, RecoveryPrediction prediction) {
    Optional<Op> closed = recovery.closed();
    Op end = closed.orElseGet(() -> last(recovery.point()));
    Duration took = Duration.ofNanos(Math.max(0, end.nanos() - recovery.kill().nanos()));
    boolean slower = took.compareTo(prediction.total()) > 0;
    String fact =
        closed.isPresent()
            ? "closed %s after the kill".formatted(Predicted.seconds(took))
            : "not seen closed %s after the kill".formatted(Predicted.seconds(took));
    List<Op> ops = Stream.concat(prediction.ops().stream(), Stream.of(end)).toList();
    if (slower) {
      return verdict(
          Validity.INVALID, fact + ", slower than predicted: at most " + prediction, ops);
    }
    return closed.isPresent()
        ? verdict(Validity.VALID, fact + ", predicted at most " + prediction, ops)
        : unknown(fact + ", and the prediction still allows it: at most " + prediction, ops);
  }

  private static Op last(History point) {
    return point.ops().get(point.ops().size() - 1);
  }

  private Verdict unknown(String reason, List<Op> ops) {
    return verdict(Validity.UNKNOWN, reason, ops);
  }

  private Verdict verdict(Validity validity, String reason, List<Op> ops) {
    return new Verdict(NAME, validity, reason, ops);
  }
}
