package dev.crashproof.checker;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.ledger.Attempt;
import dev.crashproof.ledger.Ledger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which interesting states a run was seen in. A state that nothing shows may have been there all
 * the same; one that is named here was.
 */
public final class States {
  /**
   * A second or later attempt at an activity: handed over on the wire, started, or in the ledger.
   */
  public static final String RETRY_TAKEN = "retry taken";

  /**
   * A workflow task that nobody took from a sticky queue in time: its schedule-to-start timeout.
   */
  public static final String STICKY_QUEUE_LOST = "sticky queue lost";

  /**
   * A sticky queue that a later start polled by the name of an earlier one: what the server had put
   * there for the dead came to the living.
   */
  public static final String STICKY_QUEUE_INHERITED = "sticky queue inherited";

  /** A later attempt at an activity of which an earlier one's heartbeat with details was taken. */
  public static final String HEARTBEAT_RESUMED = "heartbeat resumed";

  /** A woken worker's answer to a task that had been taken over, rejected on the wire. */
  public static final String ZOMBIE_REJECTED = "zombie rejected";

  /**
   * An update that a client waited for while its worker was dead: asked for before the first task
   * that was handed out after a kill, and not answered before the kill.
   */
  public static final String UPDATE_DURING_RECOVERY = "update during recovery";

  /** An effect with more attempts than it is there, or an attempt that was not applied. */
  public static final String EFFECT_FENCED = "effect fenced";

  /** A workflow task that was begun and not completed in time: its start-to-close timeout. */
  public static final String WORKFLOW_TASK_TIMED_OUT = "workflow task timed out";

  /** An activity that ended by a timeout; one that was retried after it is not told of. */
  public static final String ACTIVITY_TIMED_OUT = "activity timed out";

  private States() {}

  /** The states that the evidence shows, sorted. */
  public static Set<String> of(Evidence evidence) {
    WireLog wire = WireLog.of(evidence.history());
    Set<String> states = new TreeSet<>();
    add(states, RETRY_TAKEN, retried(evidence, wire));
    add(states, STICKY_QUEUE_LOST, any(evidence, e -> timedOut(e, "scheduletostart")));
    add(states, STICKY_QUEUE_INHERITED, inherited(wire));
    add(states, WORKFLOW_TASK_TIMED_OUT, any(evidence, e -> timedOut(e, "starttoclose")));
    add(states, ACTIVITY_TIMED_OUT, any(evidence, e -> e.is("ActivityTaskTimedOut")));
    add(states, HEARTBEAT_RESUMED, resumed(wire));
    add(
        states,
        ZOMBIE_REJECTED,
        new Zombies(evidence.history()).late().stream().anyMatch(Zombies::rejected));
    add(states, EFFECT_FENCED, fenced(evidence.ledger()));
    add(states, UPDATE_DURING_RECOVERY, updated(evidence.history()));
    return states;
  }

  private static void add(Set<String> states, String state, boolean seen) {
    if (seen) {
      states.add(state);
    }
  }

  private static boolean any(Evidence evidence, Predicate<Event> predicate) {
    return Stream.concat(Stream.of(evidence.eventHistory()), evidence.others().stream())
        .map(EventHistory::events)
        .anyMatch(events -> events.stream().anyMatch(predicate));
  }

  /** The type's name differs between the server's JSON forms in case and underscores only. */
  private static boolean timedOut(Event event, String type) {
    return event.is("WorkflowTaskTimedOut")
        && event
            .attribute("timeoutType")
            .map(t -> t.toLowerCase(Locale.ROOT).replace("_", ""))
            .filter(t -> t.endsWith(type))
            .isPresent();
  }

  private static boolean retried(Evidence evidence, WireLog wire) {
    return wire.tasks().stream().anyMatch(t -> t.ofActivity() && t.attempt() > 1 && t.delivered())
        || any(
            evidence,
            e ->
                e.is("ActivityTaskStarted")
                    && e.attribute("attempt").filter(a -> Integer.parseInt(a) > 1).isPresent())
        || evidence.ledger().attempts().stream().anyMatch(a -> a.attempt() > 1);
  }

  private static boolean inherited(WireLog wire) {
    Map<String, Set<String>> pollers = new HashMap<>();
    wire.calls("PollWorkflowTaskQueue").stream()
        .flatMap(exchange -> exchange.arrived().stream())
        .filter(poll -> poll.detail(WireOp.STICKY).filter("true"::equals).isPresent())
        .forEach(
            poll ->
                pollers
                    .computeIfAbsent(poll.detail(WireOp.QUEUE).orElse(""), any -> new HashSet<>())
                    .add(poll.process() + " " + poll.detail(WireOp.START).orElse("")));
    return pollers.values().stream().anyMatch(starts -> starts.size() > 1);
  }

  private static boolean resumed(WireLog wire) {
    return wire.calls("RecordActivityTaskHeartbeat").stream()
        .filter(beat -> beat.ok().isPresent())
        .filter(beat -> beat.detail(WireOp.HEARTBEAT).filter(d -> !d.isBlank()).isPresent())
        .flatMap(beat -> wire.taskOf(beat).stream())
        .anyMatch(
            task ->
                wire.tasks().stream()
                    .anyMatch(
                        later ->
                            later.ofActivity()
                                && later.delivered()
                                && later.activityId().equals(task.activityId())
                                && later.runId().equals(task.runId())
                                && later.attempt() > task.attempt()));
  }

  private static boolean fenced(Ledger ledger) {
    return ledger.attempts().stream().anyMatch(a -> !a.applied())
        || ledger.attempts().stream()
            .map(Attempt::key)
            .anyMatch(
                key ->
                    !ledger.effects(key).isEmpty()
                        && ledger.attempts(key).size() > ledger.effects(key).size());
  }

  private static boolean updated(History history) {
    List<Op> updates = history.all(op -> op.name().toLowerCase(Locale.ROOT).startsWith("update"));
    return history.all(op -> op.is(OpKind.OK, "kill")).stream()
        .anyMatch(death -> updated(updates, history.after(death), death));
  }

  private static boolean updated(List<Op> updates, History after, Op death) {
    long handedOut =
        WireLog.of(after).tasks().stream()
            .mapToLong(task -> task.answer().index())
            .filter(index -> index > death.index())
            .min()
            .orElse(Long.MAX_VALUE);
    return updates.stream()
        .filter(op -> op.kind() == OpKind.INVOKE && op.index() < handedOut)
        .anyMatch(
            asked ->
                updates.stream()
                    .filter(op -> op.index() > asked.index() && op.index() < death.index())
                    .noneMatch(op -> answers(op, asked)));
  }

  private static boolean answers(Op op, Op asked) {
    return op.kind() != OpKind.INVOKE
        && op.process().equals(asked.process())
        && op.name().equals(asked.name())
        && op.detail("act").equals(asked.detail("act"));
  }
}
