package dev.crashproof.checker;

import dev.crashproof.checker.Wires.Talk;
import java.util.Map;

/**
 * A sound run of a workflow that charges a card and sends a mail, one step a second, in all three
 * records. Tests tell it up to a point, and go on in their own way.
 */
final class Story {
  final Run run = new Run();
  final Wires wires = new Wires();

  /** An event at its second: the n-th event comes at second n. */
  long event(String type, Map<String, String> attributes) {
    long id = run.event(type, attributes);
    wires.at(id);
    return id;
  }

  Story started() {
    event("WorkflowExecutionStarted", Map.of());
    return this;
  }

  /** A workflow task, with these commands. */
  Story decides(String commands) {
    long started = taskStarted();
    Talk task = wires.workflowTask(started);
    wires.completes(task, commands).done();
    taskCompleted(started);
    return this;
  }

  long taskStarted() {
    event("WorkflowTaskScheduled", Map.of());
    return event("WorkflowTaskStarted", Map.of("identity", wires.identity()));
  }

  void taskCompleted(long started) {
    event(
        "WorkflowTaskCompleted",
        Map.of(
            "scheduledEventId", Long.toString(started - 1),
            "startedEventId", Long.toString(started),
            "identity", wires.identity()));
  }

  long scheduled(String type, String id) {
    return event("ActivityTaskScheduled", Map.of("activityType", type, "activityId", id));
  }

  /** An activity's one attempt, with its effect. */
  Story does(String type, String id, String content) {
    long scheduled = scheduled(type, id);
    Talk task = wires.activityTask(type, id, 1);
    wires.statement("insert", "insert into effects\n$1=" + Run.key(id)).done();
    wrote(type, id, 1, content);
    wires.completes(task).done();
    ended(scheduled, 1);
    return this;
  }

  void wrote(String type, String id, int attempt, String content) {
    run.attemptRow(Run.key(id), type, attempt).row(Run.key(id), type, content);
  }

  void ended(long scheduled, int attempt) {
    ended(scheduled, attempt, wires.identity());
  }

  void ended(long scheduled, int attempt, String identity) {
    begun(scheduled, attempt, identity);
    completed(scheduled, identity);
  }

  void begun(long scheduled, int attempt, String identity) {
    event(
        "ActivityTaskStarted",
        Map.of(
            "scheduledEventId", Long.toString(scheduled),
            "attempt", Integer.toString(attempt),
            "identity", identity));
  }

  void completed(long scheduled, String identity) {
    event(
        "ActivityTaskCompleted",
        Map.of("scheduledEventId", Long.toString(scheduled), "identity", identity));
  }

  Story closed() {
    decides(Wires.closes());
    run.completed("{}");
    run.closeSeen().replayed(Replay.agreed());
    return this;
  }

  /** The whole of it. */
  static Story sound() {
    Story story = new Story().started().decides(Wires.schedules("charge", "c"));
    story.does("charge", "c", "5").decides(Wires.schedules("mail", "m"));
    return story.does("mail", "m", "\"paid\"").closed();
  }

  Evidence evidence() {
    return run.evidence(wires.history());
  }
}
