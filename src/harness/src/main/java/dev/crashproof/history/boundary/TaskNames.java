package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.CommandFact;
import dev.crashproof.history.wire.WireOp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Names what passes between a worker and its Temporal server. */
final class TaskNames {
  private final Workflows workflows;
  private final Tasks tasks;
  private final Map<Long, Underway> underway = new HashMap<>();

  private record Underway(RunNames run, Op task, Completion completion) {}

  TaskNames(String workflowId, Tasks tasks) {
    this.workflows = new Workflows(workflowId);
    this.tasks = tasks;
  }

  Optional<Message> request(Op op) {
    Rpc rpc = Rpc.of(op.name());
    return switch (rpc) {
      case COMMANDS, QUERY_ANSWER -> workflowTask(op, (task, named) -> end(rpc, op, task, named));
      case WORKFLOW_TASK_FAILURE -> workflowTask(op, (task, named) -> failure(op, task, named));
      case ACTIVITY_END, HEARTBEAT -> activity(rpc, op);
      case POLL, READ, CLIENT -> Optional.empty();
    };
  }

  List<Message> follow(Op op) {
    Optional<Underway> it = Optional.ofNullable(underway.get(WireOp.exchange(op).orElse(-1)));
    it.ifPresent(known -> known.completion().follow(op));
    if (op.kind() != OpKind.OK) {
      return List.of();
    }
    it.ifPresent(known -> known.run().commit(known.completion()));
    List<Op> handedOver =
        it.map(known -> HandedOver.along(op, known.task())).orElseGet(() -> HandedOver.byPoll(op));
    return handedOver.stream().flatMap(task -> handedOver(task).stream()).toList();
  }

  private Optional<Message> workflowTask(Op op, BiFunction<Task, Task.Named, Message> namedBy) {
    Optional<Task> task = tasks.of(op);
    task.ifPresent(Task::end);
    return task.flatMap(of -> of.named().map(named -> namedBy.apply(of, named)));
  }

  /** The server will hand the task over again: it is not done. */
  private static Message failure(Op op, Task task, Task.Named named) {
    String call = "%s%s of %s".formatted(named.run().prefix(), op.name(), task.server());
    return message(call, MessageKind.COMMIT, named, op);
  }

  private Message end(Rpc rpc, Op op, Task task, Task.Named named) {
    RunNames run = named.run();
    List<CommandFact> commands = rpc == Rpc.COMMANDS ? Json.facts(op, WireOp.COMMANDS) : List.of();
    String base =
        rpc == Rpc.COMMANDS
            ? run.commands(commands)
            : "%s%s %s".formatted(run.prefix(), op.name(), query(op, task));
    long started = Wires.number(task.handedOver(), WireOp.STARTED_EVENT, 0);
    Completion completion = new Completion(op, base, commands, started);
    int place = run.arrived(completion);
    underway.put(op.index(), new Underway(run, task.handedOver(), completion));
    task.endBy(completion);
    return message(placed(base, place), MessageKind.COMMIT, named, op);
  }

  private Optional<Message> activity(Rpc rpc, Op op) {
    return tasks
        .of(op)
        .flatMap(
            task -> {
              if (rpc == Rpc.ACTIVITY_END) {
                task.end();
              }
              return task.named().map(named -> activity(rpc, op, task, named));
            });
  }

  private static Message activity(Rpc rpc, Op op, Task task, Task.Named named) {
    String call =
        "%s%s %s".formatted(named.run().prefix(), Rpc.withoutId(op.name()), named.subject());
    return rpc == Rpc.HEARTBEAT
        ? message(
            Heartbeat.call(call, task.next(Rpc.HEARTBEAT_METHOD)), MessageKind.HEARTBEAT, named, op)
        : message(call, MessageKind.COMMIT, named, op);
  }

  private Optional<Message> handedOver(Op op) {
    Optional<RunNames> run = workflows.run(op);
    boolean activity = op.detail(WireOp.ACTIVITY_ID).isPresent();
    boolean query = !activity && HandedOver.isQuery(op);
    Task.For what = activity ? Task.For.ACTIVITY : query ? Task.For.QUERY : Task.For.WORKFLOW;
    Task task = new Task(what, op, run.map(of -> name(of, what, op)));
    tasks.add(task);
    task.named().ifPresent(named -> named.run().add(task));
    return task.named()
        .map(
            named ->
                new Message(named.message(), MessageKind.TASK, Optional.of(named.message()), op));
  }

  private static Task.Named name(RunNames run, Task.For what, Op op) {
    if (what == Task.For.ACTIVITY) {
      String activity = run.activity(op);
      return new Task.Named(
          run, activity, new MessageName(run.prefix() + "activity " + activity, Wires.attempt(op)));
    }
    String call =
        what == Task.For.QUERY
            ? "%sworkflow task [query %s]".formatted(run.prefix(), Wires.text(op, WireOp.QUERY))
            : run.task(op);
    String placed = placed(call, run.handedOver(op, call));
    return new Task.Named(run, call, new MessageName(placed, Wires.attempt(op)));
  }

  private static Message message(String call, MessageKind kind, Task.Named named, Op op) {
    return new Message(
        new MessageName(call, named.message().attempt()), kind, Optional.of(named.message()), op);
  }

  private static String query(Op op, Task task) {
    return op.detail(WireOp.QUERY).or(() -> task.handedOver().detail(WireOp.QUERY)).orElse("?");
  }

  private static String placed(String call, int place) {
    return place == 1 ? call : "%s (%d)".formatted(call, place);
  }
}
