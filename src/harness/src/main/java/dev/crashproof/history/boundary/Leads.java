package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.CommandFact;
import dev.crashproof.history.wire.WireOp;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which request of a run led at once to which task: the end of an activity to the next workflow
 * task, a command to the activity. What waited for a timer, for the outside, or for another task to
 * end was not led to at once.
 */
final class Leads {
  private final List<Passing> passings;
  private final Map<MessageName, Op> tasks = new HashMap<>();
  private final Map<MessageName, List<CommandFact>> commands = new HashMap<>();
  private final Map<MessageName, Set<MessageName>> led = new HashMap<>();

  Leads(List<Passing> passings) {
    this.passings = passings;
    passings.stream()
        .filter(Passing::isTask)
        .forEach(task -> tasks.putIfAbsent(task.name(), task.message().op()));
    passings.stream().filter(Passing::isTask).forEach(this::find);
  }

  /** The tasks that the request led to at once, in the order handed over. */
  Set<MessageName> by(MessageName request) {
    return led.getOrDefault(request, Set.of());
  }

  private void find(Passing task) {
    Op op = task.message().op();
    if (op.detail(WireOp.ACTIVITY_ID).isPresent()) {
      // Later attempts wait for the retry's delay.
      if (Wires.attempt(op) == 1) {
        join(task, last(task, request -> asksFor(request, op, Family.ACTIVITY, activity(op))));
      }
      return;
    }
    Json.facts(op, WireOp.CAUSES).forEach(cause -> join(task, leader(task, op, cause)));
    // Without a cause of its own it came in the answer to a request that asked for it.
    join(task, last(task, request -> request.at() == exchange(op)));
  }

  private Optional<Passing> leader(Passing task, Op op, CommandFact cause) {
    Optional<Family> about = Family.ofEvent(cause.type());
    if (about.filter(Family.ACTIVITY::equals).isPresent()) {
      return last(task, request -> endsActivity(request, op, cause.id()));
    }
    if (about.filter(Family.CHILD::equals).isPresent()) {
      return cause.type().endsWith("Started")
          ? last(task, request -> asksFor(request, op, Family.CHILD, cause.id()))
          : last(task, request -> closes(request, cause.id()));
    }
    return cause.type().equals("WorkflowExecutionStarted")
        ? last(task, request -> starts(request, workflow(op)))
        : Optional.empty();
  }

  private void join(Passing task, Optional<Passing> request) {
    request
        .filter(it -> atOnce(it, task))
        .ifPresent(
            it -> led.computeIfAbsent(it.name(), n -> new LinkedHashSet<>()).add(task.name()));
  }

  private boolean atOnce(Passing request, Passing task) {
    return passings.stream()
        .noneMatch(
            between ->
                between.message().endsTask()
                    && between.at() > request.at()
                    && between.at() < task.at());
  }

  private Optional<Passing> last(Passing before, Predicate<Passing> which) {
    return passings.stream()
        .filter(request -> request.message().endsTask() && request.at() <= before.at())
        .filter(which)
        .reduce((earlier, later) -> later);
  }

  /** An interposer may not know for which activity an event was written: then it was the last. */
  private boolean endsActivity(Passing request, Op workflowTask, String id) {
    Optional<Op> of = taskOf(request);
    return Rpc.of(request.message().op().name()) == Rpc.ACTIVITY_END
        && of.filter(it -> run(it).equals(run(workflowTask))).isPresent()
        && (id.isEmpty() || of.filter(it -> activity(it).equals(id)).isPresent());
  }

  private boolean asksFor(Passing request, Op op, Family family, String id) {
    return taskOf(request).filter(it -> run(it).equals(run(op))).isPresent()
        && commands(request).stream()
            .anyMatch(
                command ->
                    command.id().equals(id)
                        && Family.madeBy(command.type()).filter(family::equals).isPresent());
  }

  private boolean starts(Passing request, String workflowId) {
    boolean child =
        commands(request).stream()
            .anyMatch(
                command ->
                    command.type().equals("StartChildWorkflowExecution")
                        && command.id().equals(workflowId));
    boolean again =
        taskOf(request).filter(it -> workflow(it).equals(workflowId)).isPresent()
            && commands(request).stream()
                .anyMatch(command -> command.type().equals("ContinueAsNewWorkflowExecution"));
    return child || again;
  }

  private boolean closes(Passing request, String workflowId) {
    return taskOf(request).filter(it -> workflow(it).equals(workflowId)).isPresent()
        && commands(request).stream()
            .anyMatch(
                command ->
                    command.type().endsWith("WorkflowExecution")
                        && (command.type().startsWith("Complete")
                            || command.type().startsWith("Fail")
                            || command.type().startsWith("Cancel")));
  }

  private List<CommandFact> commands(Passing request) {
    return commands.computeIfAbsent(
        request.name(), name -> Json.facts(request.message().op(), WireOp.COMMANDS));
  }

  private Optional<Op> taskOf(Passing request) {
    return request.message().task().map(tasks::get);
  }

  private static String activity(Op task) {
    return Wires.text(task, WireOp.ACTIVITY_ID);
  }

  private static String workflow(Op task) {
    return Wires.text(task, WireOp.WORKFLOW_ID);
  }

  private static String run(Op task) {
    return workflow(task) + " " + Wires.text(task, WireOp.RUN_ID);
  }

  private static long exchange(Op op) {
    return WireOp.exchange(op).orElse(-1);
  }
}
