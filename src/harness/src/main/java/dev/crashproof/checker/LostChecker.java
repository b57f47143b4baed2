package dev.crashproof.checker;

import dev.crashproof.history.ActivityRun;
import dev.crashproof.history.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Nothing was lost: each expected effect is there as often as it must be, once the event history
 * says that it is done, and a workflow that completed has its result.
 */
public final class LostChecker implements Checker {
  private final Expectation expectation;

  /** Expects these effects. */
  public LostChecker(Expectation expectation) {
    this.expectation = expectation;
  }

  @Override
  public String name() {
    return "lost";
  }

  @Override
  public Verdict check(Evidence evidence) {
    Assignment assignment = Assignment.of(evidence, expectation);
    Executions executions = assignment.executions();
    if (executions.missing()) {
      return Verdict.unknown(name(), "the event history is missing, so that nothing is owed yet");
    }
    List<String> lost = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (ExpectedEffect effect : expectation.effects()) {
      int found = assignment.of(effect).size();
      if (found < effect.times().min()) {
        String words =
            "%s, expected %s, found %s"
                .formatted(effect, effect.times(), found == 0 ? "none" : found);
        done(effect, executions)
            .ifPresentOrElse(why -> lost.add(words + ", " + why), () -> open.add(words));
      }
    }
    lostResult(evidence, executions).ifPresent(lost::add);
    if (!lost.isEmpty()) {
      return Verdict.invalid(name(), "lost: " + String.join("; ", lost));
    }
    return open.isEmpty()
        ? Verdict.valid(
            name(), "all of %d expected effects are there".formatted(expectation.effects().size()))
        : Verdict.unknown(
            name(), "not there, but the workflow is not over either: " + String.join("; ", open));
  }

  /** Why the effect should be there by now; empty where it may still come. */
  private static Optional<String> done(ExpectedEffect effect, Executions executions) {
    Optional<ActivityRun> activity =
        effect
            .source()
            .activity()
            .flatMap(
                source -> executions.activities().stream().filter(a -> a.is(source)).findFirst())
            .map(Scheduled::run);
    Optional<Event> completed = activity.filter(ActivityRun::completed).flatMap(ActivityRun::ended);
    if (completed.isPresent()) {
      return Optional.of(
          "though its activity completed (event %d)".formatted(completed.get().id()));
    }
    return executions
        .closing()
        .map(
            event ->
                "though the workflow is over: %s (event %d)%s"
                    .formatted(
                        event.type(),
                        event.id(),
                        effect.source().activity().isPresent() && activity.isEmpty()
                            ? "; its activity was never scheduled"
                            : ""));
  }

  private Optional<String> lostResult(Evidence evidence, Executions executions) {
    boolean owed =
        expectation.outcome() instanceof Outcome.Result
            && executions.closing().filter(e -> e.is("WorkflowExecutionCompleted")).isPresent();
    return owed && evidence.result().isEmpty()
        ? Optional.of("the result, though the workflow completed")
        : Optional.empty();
  }
}
