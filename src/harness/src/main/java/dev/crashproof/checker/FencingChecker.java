package dev.crashproof.checker;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireOp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A zombie is fenced: what a worker that was paused and woken says of a task that another has taken
 * over is rejected on the wire. How often the ledger has the effects of that activity is told in
 * the words; whether that is right is for the checkers of effects to say, since some effects can't
 * be fenced.
 */
public final class FencingChecker implements Checker {

  /** Looks at what woken workers sent. */
  public FencingChecker() {}

  @Override
  public String name() {
    return "fencing";
  }

  @Override
  public Verdict check(Evidence evidence) {
    Zombies zombies = new Zombies(evidence.history());
    if (!zombies.woken()) {
      return Verdict.valid(name(), "no worker was woken, so that there was nothing to fence");
    }
    List<Exchange> late = zombies.late();
    if (late.isEmpty()) {
      return Verdict.valid(
          name(), "a worker was woken, and sent nothing of a task that another had taken over");
    }
    List<Exchange> accepted = late.stream().filter(e -> e.ok().isPresent()).toList();
    if (!accepted.isEmpty()) {
      return Verdict.invalid(
          name(), "accepted of a task that was taken over: " + words(accepted), ops(accepted));
    }
    List<Exchange> open = late.stream().filter(e -> !zombies.rejectedAtLast(e)).toList();
    if (!open.isEmpty()) {
      return Verdict.unknown(
          name(), "nobody knows whether it was rejected: " + answers(open), ops(open));
    }
    return Verdict.valid(
        name(),
        "%d late, all rejected: %s%s"
            .formatted(late.size(), words(late), effects(evidence, zombies, late)),
        ops(late));
  }

  private static String words(List<Exchange> messages) {
    return messages.stream().map(Exchange::toString).collect(Collectors.joining(", "));
  }

  private static String answers(List<Exchange> messages) {
    return messages.stream()
        .map(e -> e + ", " + e.answer().map(FencingChecker::status).orElse("not answered"))
        .collect(Collectors.joining("; "));
  }

  private static String status(Op answer) {
    return "answered " + answer.detail(WireOp.STATUS).orElse(answer.kind().toString());
  }

  private static Op[] ops(List<Exchange> messages) {
    return messages.stream().flatMap(e -> e.answer().or(e::arrived).stream()).toArray(Op[]::new);
  }

  /** How often the ledger has each effect of the activities that the late messages are about. */
  private static String effects(Evidence evidence, Zombies zombies, List<Exchange> late) {
    List<String> activities =
        late.stream().flatMap(e -> zombies.taskOf(e).stream()).map(Task::activityId).toList();
    Executions executions = Executions.of(evidence);
    Owners owners = new Owners(executions);
    Map<String, Long> times =
        evidence.ledger().effects().stream()
            .filter(
                e ->
                    owners
                        .of(e.key(), e.workflowId(), e.activityType())
                        .map(owner -> owner.activity().id())
                        .filter(activities::contains)
                        .isPresent())
            .collect(Collectors.groupingBy(e -> e.key(), TreeMap::new, Collectors.counting()));
    Optional<String> repeated =
        times.entrySet().stream()
            .filter(e -> e.getValue() > 1)
            .map(e -> "%s is there %d times".formatted(e.getKey(), e.getValue()))
            .reduce((a, b) -> a + ", " + b);
    return times.isEmpty()
        ? ""
        : "; of the effects of what was taken over "
            + repeated.orElse("each of %d is there once".formatted(times.size()));
  }
}
