package dev.crashproof.checker;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Puts together what was seen of one run from the ops that {@link Sightings} recorded: a look holds
 * the event history's last id, and the final event history gives the events up to it.
 */
final class Looks {
  private final EventHistory finalHistory;

  Looks(EventHistory finalHistory) {
    this.finalHistory = finalHistory;
  }

  /** The last look at the event history. */
  Optional<Op> last(History ops) {
    return ops.last(this::ofThisRun);
  }

  /** The first look at the event history. */
  Optional<Op> first(History ops) {
    return ops.first(this::ofThisRun);
  }

  /** Why a look and the final event history can't be about the same run; empty if they can. */
  Optional<String> contradiction(Op look) {
    String type = finalHistory.event(lastEventId(look)).map(Event::type).orElse("no event at all");
    String seen = look.detail("lastEventType").orElse("?");
    return seen.equals(type)
        ? Optional.empty()
        : Optional.of(
            "a look saw %s as event %d, where the final event history has %s"
                .formatted(seen, lastEventId(look), type));
  }

  /** The state at a look; the ledger's part comes from the op given, if any. */
  Sighting sighting(Op look, History ops, Optional<Op> ledger) {
    return new Sighting(
        finalHistory.upTo(lastEventId(look)),
        startedActivities(ops),
        ledger.map(op -> keys(op, "keys")),
        ledger.map(op -> keys(op, "attempts")).orElse(Set.of()));
  }

  private static Set<String> keys(Op ledgerLook, String detail) {
    return Set.copyOf(Sightings.fromLines(ledgerLook.detail(detail)));
  }

  static Predicate<Op> ledgerLook() {
    return op -> op.is(OpKind.INFO, Sightings.LEDGER);
  }

  static boolean sawItClosed(Op look) {
    return look.detail("closed").filter("true"::equals).isPresent();
  }

  static long lastEventId(Op look) {
    return look.detail("lastEventId").map(Long::parseLong).orElse(0L);
  }

  private boolean ofThisRun(Op op) {
    return op.is(OpKind.INFO, Sightings.EVENT_HISTORY)
        && op.detail("workflowId").filter(finalHistory.workflowId()::equals).isPresent()
        && op.detail("runId").filter(finalHistory.runId()::equals).isPresent();
  }

  private static Set<String> startedActivities(History ops) {
    List<Op> looks = ops.all(op -> op.is(OpKind.INFO, Sightings.PENDING_ACTIVITY));
    return looks.stream()
        .collect(Collectors.toMap(op -> op.detail("activityId").orElse("?"), op -> op, (a, b) -> b))
        .entrySet()
        .stream()
        .filter(e -> e.getValue().detail("state").filter("STARTED"::equals).isPresent())
        .map(e -> e.getKey())
        .collect(Collectors.toSet());
  }
}
