package dev.crashproof.checker;

import dev.crashproof.history.Event;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that shows progress, by the server's clock: its events, and the harness's ops where an op
 * {@code begin} ties their clock to the server's.
 */
final class Timeline {
  // Without these nothing moves; with these nothing needs to.
  private static final Set<String> NO_PROGRESS =
      Set.of(
          "GetSystemInfo",
          "DescribeNamespace",
          "GetClusterInfo",
          "ShutdownWorker",
          "RecordWorkerHeartbeat",
          "PollWorkflowTaskQueue",
          "PollActivityTaskQueue",
          "PollNexusTaskQueue",
          "connect");

  private Timeline() {}

  /**
   * One sign of progress.
   *
   * @param at when
   * @param event the event, if it is one
   * @param op the op, if it is one
   * @param words what it is
   */
  record Sign(Instant at, Optional<Event> event, Optional<Op> op, String words) {}

  static List<Sign> of(Executions executions, History history) {
    List<Sign> signs = new ArrayList<>();
    for (Execution execution : executions.all()) {
      execution
          .eventHistory()
          .events()
          .forEach(
              e ->
                  signs.add(
                      new Sign(e.time(), Optional.of(e), Optional.empty(), execution.words(e))));
    }
    anchor(history)
        .ifPresent(
            begin ->
                history.after(begin).ops().stream()
                    .filter(Timeline::progress)
                    .forEach(
                        op ->
                            signs.add(
                                new Sign(
                                    at(op, begin), Optional.empty(), Optional.of(op), words(op)))));
    signs.sort(Comparator.comparing(Sign::at));
    return List.copyOf(signs);
  }

  /** The last op that shows progress, whether or not its clock is tied to the server's. */
  static Optional<Op> lastOp(History history) {
    return history.last(Timeline::progress);
  }

  static String words(Op op) {
    return "%s %s of %s (op %d)".formatted(op.kind(), op.name(), op.process(), op.index());
  }

  private static Optional<Op> anchor(History history) {
    return history.first(op -> op.name().equals("begin") && wall(op).isPresent());
  }

  private static Optional<Instant> wall(Op begin) {
    try {
      return begin.detail("wall").map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant at(Op op, Op begin) {
    return wall(begin).orElseThrow().plusNanos(op.nanos() - begin.nanos());
  }

  private static boolean progress(Op op) {
    if (!WireOp.isOne(op)) {
      // What a person's reader does, looking, moves nothing.
      return !op.process().equals("server") && !op.process().equals("database");
    }
    boolean task =
        op.kind() == OpKind.OK
            && op.name().startsWith("Poll")
            && op.detail(WireOp.WORKFLOW_ID).isPresent()
            && op.detail(WireOp.EMPTY).filter("true"::equals).isEmpty();
    return task
        || Exchange.is(Step.WITHDRAWN, op)
        || (!NO_PROGRESS.contains(op.name()) && !Exchange.is(Step.ABANDONED, op));
  }
}
