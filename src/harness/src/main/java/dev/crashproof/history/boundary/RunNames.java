package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.CommandFact;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The names within one run of a workflow. */
final class RunNames {
  private final String prefix;
  private final BiConsumer<String, String> childStarted;
  private final Numbering numbering = new Numbering();
  private final List<Completion> completions = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();

  /**
   * The names of a run of which nothing is known yet.
   *
   * @param prefix how all its names begin
   * @param childStarted hears of each child workflow that the run started: its workflow id, and how
   *     the names of its runs begin
   */
  RunNames(String prefix, BiConsumer<String, String> childStarted) {
    this.prefix = prefix;
    this.childStarted = childStarted;
  }

  String prefix() {
    return prefix;
  }

  /** Names a request that asks for these commands, whatever becomes of it. */
  String commands(List<CommandFact> commands) {
    return prefix + Rpc.COMMANDS_METHOD + " " + numbering.preview(commands);
  }

  /** Follows a request from now on; tells its place among those called like it, from 1. */
  int arrived(Completion completion) {
    int place = 1;
    boolean again = false;
    for (Completion earlier : completions) {
      again = again || earlier.sentAgainBy(completion);
      if (!again && earlier.calledAs(completion) && earlier.presumed()) {
        place++;
      }
    }
    completions.add(completion);
    return place;
  }

  /** The server has taken it: what it asks for has come to be. */
  void commit(Completion completion) {
    if (completion.committed()) {
      return;
    }
    completion.commit();
    numbering.number(completion.commands());
    for (CommandFact command : completion.commands()) {
      if (Family.madeBy(command.type()).filter(Family.CHILD::equals).isPresent()) {
        numbering
            .called(Family.CHILD, command.id())
            .ifPresent(name -> childStarted.accept(command.id(), prefix + "child " + name + ": "));
      }
    }
  }

  /** What the activity is called that was handed over. */
  String activity(Op handedOver) {
    String id = Wires.text(handedOver, WireOp.ACTIVITY_ID);
    String type = handedOver.detail(WireOp.ACTIVITY_TYPE).orElse("?");
    return called(Family.ACTIVITY, id).orElseGet(() -> numbering.next(Family.ACTIVITY, type, id));
  }

  /** Names a workflow task by what led to it. */
  String task(Op handedOver) {
    long first = Wires.number(handedOver, WireOp.FIRST_EVENT, 0);
    completions.stream()
        .filter(Completion::open)
        .filter(completion -> completion.endedBefore(first))
        .toList()
        .forEach(this::commit);
    // Two that came at once may come in either order, and mean the same.
    List<String> causes =
        Json.facts(handedOver, WireOp.CAUSES).stream()
            .filter(Causes::isOne)
            .map(this::cause)
            .sorted()
            .toList();
    return prefix + "workflow task " + causes;
  }

  /** Follows a task from now on; tells its place among those called like it, from 1. */
  int handedOver(Op op, String call) {
    return 1
        + (int)
            tasks.stream()
                .filter(Task::done)
                .filter(task -> !Wires.sameToken(task.handedOver(), op))
                .filter(task -> task.named().filter(n -> n.subject().equals(call)).isPresent())
                .count();
  }

  void add(Task task) {
    tasks.add(task);
  }

  /** Whether it started a child workflow of that id, for all that is known. */
  boolean started(String workflowId) {
    return called(Family.CHILD, workflowId).isPresent();
  }

  private String cause(CommandFact cause) {
    String what =
        Family.ofEvent(cause.type())
            .flatMap(family -> called(family, cause.id()))
            .orElse(Causes.name(cause));
    return what.isEmpty() ? cause.type() : cause.type() + " " + what;
  }

  /** What is handed over or has happened proves that the request which asked for it was taken. */
  private Optional<String> called(Family family, String id) {
    if (id.isEmpty()) {
      return Optional.empty();
    }
    if (numbering.called(family, id).isEmpty()) {
      completions.stream()
          .filter(Completion::open)
          .filter(completion -> asksFor(completion, family, id))
          .reduce((earlier, later) -> later)
          .ifPresent(this::commit);
    }
    return numbering.called(family, id);
  }

  private static boolean asksFor(Completion completion, Family family, String id) {
    return completion.commands().stream()
        .anyMatch(
            command ->
                command.id().equals(id)
                    && Family.madeBy(command.type()).filter(family::equals).isPresent());
  }
}
