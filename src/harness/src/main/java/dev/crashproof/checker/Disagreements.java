package dev.crashproof.checker;

import dev.crashproof.history.Event;
import dev.crashproof.history.Op;
import dev.crashproof.history.wire.CommandFact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the event history and the wire to the server tell two stories. */
final class Disagreements {
  private static final String WORKFLOW_TASK_COMPLETED = "RespondWorkflowTaskCompleted";
  // A failed or timed-out attempt need not end the activity, and then leaves no event.
  private static final Set<String> ENDS = Set.of("ActivityTaskCompleted", "ActivityTaskCanceled");

  private final WireLog wire;
  private final List<String> words = new ArrayList<>();
  private final List<Op> ops = new ArrayList<>();
  private final Set<Exchange> explained = new HashSet<>();

  Disagreements(WireLog wire) {
    this.wire = wire;
  }

  List<String> words() {
    return List.copyOf(words);
  }

  List<Op> ops() {
    return List.copyOf(ops);
  }

  /** Each completed workflow task has its message, and each message its completed task. */
  void workflowTasks(Execution execution) {
    List<Exchange> messages =
        wire.calls(WORKFLOW_TASK_COMPLETED).stream()
            .filter(e -> execution.is(wire.workflowId(e), wire.runId(e)))
            .toList();
    List<Exchange> free = new ArrayList<>(messages);
    for (Event completed : execution.eventHistory().all(e -> e.is("WorkflowTaskCompleted"))) {
      Optional<Exchange> message = messageOf(completed, free);
      message.ifPresent(free::remove);
      if (message.isEmpty()) {
        words.add(
            "the event history has %s, the wire has no %s that the server took for it"
                .formatted(execution.words(completed), WORKFLOW_TASK_COMPLETED));
      }
    }
    free.stream()
        .filter(e -> e.ok().isPresent() && !leavesNoEvent(e))
        .forEach(
            e ->
                add(
                    "the server took %s, the event history has no WorkflowTaskCompleted for it"
                        .formatted(e),
                    e));
  }

  /** An activity's end has one message that the server took, of the attempt that ended it. */
  void activity(Scheduled activity) {
    Optional<Event> ended = activity.run().ended().filter(e -> ENDS.contains(e.type()));
    List<Exchange> messages = ended.map(e -> messages(call(e.type()), activity)).orElse(List.of());
    explained.addAll(messages);
    if (ended.isEmpty()) {
      return;
    }
    String where = activity.execution().words(ended.get());
    List<Exchange> taken = messages.stream().filter(e -> e.ok().isPresent()).toList();
    if (taken.size() > 1) {
      add(
          "%s of %s, but the server took %d messages of it: %s"
              .formatted(where, activity, taken.size(), taken),
          taken.toArray(Exchange[]::new));
    } else if (taken.isEmpty()
        && messages.stream().noneMatch(Exchange::unsettled)
        && !fromElsewhere(ended.get())) {
      words.add(
          "the event history has %s of %s, the wire has no %s that the server took for it"
              .formatted(where, activity, call(ended.get().type())));
    }
    int counted = activity.run().attempts();
    taken.stream()
        .filter(e -> counted > 0 && wire.attempt(e) > 0 && wire.attempt(e) != counted)
        .forEach(
            e ->
                add(
                    "%s of %s by attempt %d, but on the wire it was attempt %d: %s"
                        .formatted(where, activity, counted, wire.attempt(e), e),
                    e));
  }

  /** Whoever was handed an activity's token may complete it, by a connection of its own. */
  private boolean fromElsewhere(Event ended) {
    Set<String> heard = wire.identities();
    return ended
        .attribute("identity")
        .filter(who -> !who.isBlank() && !heard.isEmpty() && !heard.contains(who))
        .isPresent();
  }

  /** Each message about an activity's end that the server took is in the event history. */
  void strangers(Executions executions) {
    for (Exchange exchange : wire.exchanges()) {
      boolean end =
          ENDS.stream().anyMatch(type -> exchange.call().startsWith(call(type)))
              && exchange.ok().isPresent();
      String workflowId = wire.workflowId(exchange);
      if (end
          && !workflowId.isEmpty()
          && executions.mayKnow(workflowId)
          && !explained.contains(exchange)) {
        add(
            "the server took %s, the event history has no such end of an activity"
                .formatted(exchange),
            exchange);
      }
    }
  }

  private static String call(String eventType) {
    return "Respond" + eventType;
  }

  private List<Exchange> messages(String call, Scheduled activity) {
    return wire.exchanges().stream()
        // …ById is the same message by another name.
        .filter(e -> e.call().equals(call) || e.call().equals(call + "ById"))
        .filter(e -> wire.activityId(e).equals(activity.id()))
        .filter(e -> activity.execution().is(wire.workflowId(e)))
        .filter(
            e ->
                wire.runId(e).isEmpty()
                    || wire.runId(e).equals(activity.execution().eventHistory().runId()))
        .toList();
  }

  private Optional<Exchange> messageOf(Event completed, List<Exchange> free) {
    Optional<String> started = completed.attribute("startedEventId");
    return free.stream()
        .filter(e -> e.ok().isPresent() || e.unsettled())
        .filter(
            e ->
                wire.taskOf(e)
                    .flatMap(Task::startedEvent)
                    .map(id -> started.filter(id::equals).isPresent())
                    .orElse(true))
        // One that was surely taken explains it better than one that may have been.
        .min((a, b) -> Boolean.compare(a.ok().isEmpty(), b.ok().isEmpty()));
  }

  /** The server forgets a task that did nothing but refuse an update. */
  private static boolean leavesNoEvent(Exchange exchange) {
    List<CommandFact> commands = Commands.of(exchange);
    return commands.stream().allMatch(c -> c.type().equals("RejectUpdate")) && !commands.isEmpty();
  }

  private void add(String problem, Exchange... shownBy) {
    words.add(problem);
    for (Exchange exchange : shownBy) {
      ops.addAll(exchange.ops());
    }
  }
}
