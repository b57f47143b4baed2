package dev.crashproof.checker;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.ledger.Attempt;
import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a run down by hand: its event history event by event, its ledger row by row. */
final class Run {
  private static final String WORKFLOW = "wf";
  private static final String RUN = "run";

  private final List<Event> events = new ArrayList<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<EventHistory> others = new ArrayList<>();
  private Optional<String> result = Optional.empty();
  private Optional<Ledger> atClose = Optional.empty();
  private Optional<Replay> replay = Optional.empty();

  /** Adds an event and returns its id. */
  long event(String type, Map<String, String> attributes) {
    long id = events.size() + 1L;
    events.add(new Event(id, Instant.EPOCH.plusSeconds(id), type, attributes));
    return id;
  }

  long event(String type) {
    return event(type, Map.of());
  }

  long scheduled(String activityType, String activityId) {
    return event(
        "ActivityTaskScheduled", Map.of("activityType", activityType, "activityId", activityId));
  }

  void ended(long scheduledId, int attempt) {
    String id = Long.toString(scheduledId);
    event(
        "ActivityTaskStarted",
        Map.of("scheduledEventId", id, "attempt", Integer.toString(attempt)));
    event("ActivityTaskCompleted", Map.of("scheduledEventId", id));
  }

  Run activity(String activityType, String activityId, int attempt) {
    ended(scheduled(activityType, activityId), attempt);
    return this;
  }

  Run effect(String keyEnd, String content) {
    effects.add(new Effect(key(keyEnd), WORKFLOW, "any", content));
    return this;
  }

  Run attempt(String keyEnd, int attempt, boolean applied) {
    attempts.add(new Attempt(key(keyEnd), WORKFLOW, "any", attempt, applied));
    return this;
  }

  /** A row under any key, of an activity type that the row itself tells. */
  Run row(String key, String activityType, String content) {
    effects.add(new Effect(key, WORKFLOW, activityType, content));
    return this;
  }

  Run row(Effect effect) {
    effects.add(effect);
    return this;
  }

  Run attemptRow(String key, String activityType, int attempt) {
    attempts.add(new Attempt(key, WORKFLOW, activityType, attempt, true));
    return this;
  }

  Run other(EventHistory other) {
    others.add(other);
    return this;
  }

  /** What the ledger holds now is what it held when the workflow's close was seen. */
  Run closeSeen() {
    atClose = Optional.of(ledger());
    return this;
  }

  Run replayed(Replay made) {
    replay = Optional.of(made);
    return this;
  }

  Run completed(String resultJson) {
    event("WorkflowExecutionCompleted");
    result = Optional.of(resultJson);
    return this;
  }

  static String key(String keyEnd) {
    return WORKFLOW + "/" + RUN + "/" + keyEnd;
  }

  EventHistory eventHistory() {
    return new EventHistory(WORKFLOW, RUN, events);
  }

  Ledger ledger() {
    return new Ledger(attempts, effects);
  }

  Evidence evidence() {
    return evidence(new History(List.of()));
  }

  Evidence evidence(History history) {
    return new Evidence(history, eventHistory(), others, ledger(), atClose, result, replay);
  }
}
