package dev.crashproof.checker;

import dev.crashproof.history.wire.WireOp;
import dev.crashproof.ledger.Attempt;
import dev.crashproof.ledger.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Nothing happened without a cause: each effect and each attempt is of an activity that the
 * workflow scheduled, and each attempt was handed to a worker on the wire, where a wire was heard.
 */
public final class CausesChecker implements Checker {
  private final Expectation expectation;

  /**
   * Judges every effect and attempt.
   *
   * @param expectation tells the cause of effects whose rows tell none themselves
   */
  public CausesChecker(Expectation expectation) {
    this.expectation = expectation;
  }

  @Override
  public String name() {
    return "causes";
  }

  @Override
  public Verdict check(Evidence evidence) {
    Assignment assignment = Assignment.of(evidence, expectation);
    Executions executions = assignment.executions();
    if (executions.missing()) {
      return Verdict.unknown(name(), "the event history is missing, so that no cause is known");
    }
    List<String> causeless = new ArrayList<>();
    List<Row> untold = new ArrayList<>();
    for (Row row : assignment.rows()) {
      Effect effect = row.effect();
      if (row.activityType().isBlank()
          && !effect.workflowId().isBlank()
          && assignment.expected(row).isEmpty()) {
        untold.add(row);
      } else {
        problem(effect.workflowId(), row.activityType(), row.owner(), executions)
            .ifPresent(p -> causeless.add("the effect under the key " + effect.key() + p));
      }
    }
    for (Attempt attempt : evidence.ledger().attempts()) {
      attemptProblem(attempt, executions)
          .ifPresent(p -> causeless.add("the attempt under the key " + attempt.key() + p));
    }
    WireLog wire = WireLog.of(evidence.history());
    if (wire.interposed(WireOp.TEMPORAL) && Bypass.words(executions, wire).isEmpty()) {
      causeless.addAll(new HandedOver(executions, wire).missing(evidence));
    }
    if (!causeless.isEmpty()) {
      return Verdict.invalid(name(), "without a cause: " + String.join("; ", causeless));
    }
    return untold.isEmpty()
        ? Verdict.valid(
            name(),
            "%d effects and %d attempts, each of an activity that was scheduled"
                .formatted(assignment.rows().size(), evidence.ledger().attempts().size()))
        : Verdict.unknown(
            name(),
            ("%d effects tell no activity, by key or by type: %s; have the ledger's query give an"
                    + " activity_type, or expect them")
                .formatted(untold.size(), untold.get(0)));
  }

  private static Optional<String> attemptProblem(Attempt attempt, Executions executions) {
    if (!executions.mayKnow(attempt.workflowId())) {
      return Optional.empty();
    }
    Optional<Owner> owner =
        new Owners(executions).of(attempt.key(), attempt.workflowId(), attempt.activityType());
    return problem(
            attempt.workflowId(),
            owner.map(o -> o.activity().type()).orElse(attempt.activityType()),
            owner,
            executions)
        .or(() -> owner.flatMap(o -> uncounted(attempt, o.activity())));
  }

  private static Optional<String> problem(
      String workflowId, String activityType, Optional<Owner> owner, Executions executions) {
    if (workflowId.isBlank()) {
      return Optional.of(" tells no workflow");
    }
    // A local activity is scheduled without the server's knowing.
    boolean caused =
        owner.isPresent()
            || activityType.isBlank()
            || executions.all().stream()
                .filter(e -> e.is(workflowId))
                .anyMatch(
                    e ->
                        e.hasLocalActivities()
                            || e.activities().stream()
                                .anyMatch(a -> a.type().equals(activityType)));
    return caused
        ? Optional.empty()
        : Optional.of(
            ": no activity of type %s was scheduled by %s".formatted(activityType, workflowId));
  }

  /** The server counts when the activity ends; of one that is still open it has told nothing. */
  private static Optional<String> uncounted(Attempt attempt, Scheduled activity) {
    int counted = activity.run().attempts();
    return activity.run().ended().isPresent() && counted > 0 && attempt.attempt() > counted
        ? Optional.of(
            ": it is attempt %d, but the server counts %d of %s"
                .formatted(attempt.attempt(), counted, activity))
        : Optional.empty();
  }
}
