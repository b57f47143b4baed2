package dev.crashproof.checker;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.ledger.Attempt;
import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Records what the harness saw around a kill, in the words that {@link KillLandedChecker} reads.
 * The proof is a sandwich: looks before the kill show that its moment was reached, looks after the
 * process group is empty and before the replacement starts show that it was not passed.
 *
 * <ol>
 *   <li>wait for the condition, then {@link #pendingActivity}, {@link #ledger}, {@link
 *       #eventHistory}
 *   <li>the kill, which the process room records: INVOKE {@code kill} with {@code signal} 9, and OK
 *       {@code kill} with the leader's exit {@code code} once the group is seen empty
 *   <li>{@link #eventHistory} and {@link #ledger} again
 *   <li>the replacement, whose INVOKE {@code start} the process room records too
 * </ol>
 */
public final class Sightings {
  static final String EVENT_HISTORY = "event-history";
  static final String PENDING_ACTIVITY = "pending-activity";
  static final String LEDGER = "ledger";
  static final String KILL = "kill";
  static final String START = "start";

  private final Recorder recorder;

  /** Records into the run's recorder. */
  public Sightings(Recorder recorder) {
    this.recorder = recorder;
  }

  /** The event history as the server told it just now. */
  public Op eventHistory(EventHistory seen) {
    return recorder.record(
        OpKind.INFO,
        "server",
        EVENT_HISTORY,
        Map.of(
            "workflowId", seen.workflowId(),
            "runId", seen.runId(),
            "lastEventId", Long.toString(seen.lastEventId()),
            "lastEventType", seen.event(seen.lastEventId()).map(Event::type).orElse(""),
            "closed", Boolean.toString(seen.closing().isPresent())));
  }

  /**
   * A pending activity as the server described it just now. The event history tells of a start only
   * when the activity has ended, so this is how one sees that it is under way.
   *
   * @param state the state's name: {@code SCHEDULED}, {@code STARTED}, …
   */
  public Op pendingActivity(String activityType, String activityId, String state, int attempt) {
    return recorder.record(
        OpKind.INFO,
        "server",
        PENDING_ACTIVITY,
        Map.of(
            "activityType", activityType,
            "activityId", activityId,
            "state", state,
            "attempt", Integer.toString(attempt)));
  }

  /** The ledger as it was read just now. */
  public Op ledger(Ledger seen) {
    return recorder.record(
        OpKind.INFO,
        "database",
        LEDGER,
        Map.of(
            "effects", Integer.toString(seen.effects().size()),
            "keys", lines(seen.effects().stream().map(Effect::key).toList()),
            "attempts", lines(seen.attempts().stream().map(Attempt::key).toList())));
  }

  /**
   * A replacement is about to be started: from here on the state may move again. The process room
   * records the start itself; this is for whoever starts a worker by other means.
   */
  public Op replacementStarting() {
    return recorder.record(OpKind.INVOKE, "worker", START, Map.of());
  }

  static List<String> fromLines(Optional<String> lines) {
    return lines.filter(l -> !l.isEmpty()).map(l -> l.lines().toList()).orElse(List.of());
  }

  private static String lines(List<String> keys) {
    return keys.stream().collect(Collectors.joining("\n"));
  }
}
