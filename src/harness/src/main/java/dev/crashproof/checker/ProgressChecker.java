package dev.crashproof.checker;

import dev.crashproof.checker.Timeline.Sign;
import dev.crashproof.history.Event;
import dev.crashproof.history.Op;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The workflow came to its end and never stood still for longer than a bound, except where it
 * waited for a timer or for the world outside.
 */
public final class ProgressChecker implements Checker {
  /** Its name in verdicts. */
  public static final String NAME = "progress";

  private final Duration bound;

  /**
   * Expects progress.
   *
   * @param bound how long nothing may happen
   */
  public ProgressChecker(Duration bound) {
    this.bound = bound;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict check(Evidence evidence) {
    Executions executions = Executions.of(evidence);
    if (executions.missing()) {
      return Verdict.unknown(name(), "the event history is missing");
    }
    List<Sign> signs = Timeline.of(executions, evidence.history());
    Waits waits = new Waits(executions);
    if (executions.closing().isEmpty()) {
      return stuck(executions, evidence, waits);
    }
    Duration longest = Duration.ZERO;
    for (int i = 1; i < signs.size(); i++) {
      Duration still = unexplained(signs.get(i - 1), signs.get(i), waits);
      if (still.compareTo(bound) > 0) {
        return stood(signs.get(i - 1), signs.get(i), still);
      }
      longest = longest.compareTo(still) > 0 ? longest : still;
    }
    return Verdict.valid(
        name(),
        "it never stood still for longer than %s without a cause; %s at most are allowed"
            .formatted(seconds(longest), seconds(bound)));
  }

  private Verdict stuck(Executions executions, Evidence evidence, Waits waits) {
    Execution last = executions.last();
    Event event = last.eventHistory().events().get(last.eventHistory().events().size() - 1);
    Optional<Op> op = Timeline.lastOp(evidence.history());
    return Verdict.invalid(
        name(),
        "stuck: the workflow did not close; its last event is %s%s%s"
            .formatted(
                last.words(event),
                op.map(o -> ", the last op is " + Timeline.words(o)).orElse(""),
                waits.idle(event.time())
                    ? "; nothing was under way, so that it waits for a timer or for the world"
                    : ""),
        op.stream().toArray(Op[]::new));
  }

  private Verdict stood(Sign before, Sign after, Duration still) {
    return Verdict.invalid(
        name(),
        "it stood still for %s, and %s at most are allowed: after %s nothing happened until %s"
            .formatted(seconds(still), seconds(bound), before.words(), after.words()),
        java.util.stream.Stream.of(before, after).flatMap(s -> s.op().stream()).toArray(Op[]::new));
  }

  private static Duration unexplained(Sign before, Sign after, Waits waits) {
    Optional<Instant> due = waits.due(before.at());
    if (due.isPresent()) {
      Duration late = Duration.between(due.get(), after.at());
      return late.isNegative() ? Duration.ZERO : late;
    }
    boolean fromOutside =
        after.event().filter(Waits::fromOutside).isPresent()
            || after.op().filter(op -> op.process().equals("client")).isPresent();
    return fromOutside && waits.idle(before.at())
        ? Duration.ZERO
        : Duration.between(before.at(), after.at());
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
