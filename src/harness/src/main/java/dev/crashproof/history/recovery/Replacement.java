package dev.crashproof.history.recovery;

import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.util.Optional;

/**
 * Who took over from a dead worker, and how far it had come when.
 *
 * @param who the worker and which start of it
 * @param cold whether it was started after the kill; else it stood by with held polls
 * @param called the op that called it: {@code replace}, or the process's own {@code start}
 * @param starting INVOKE {@code start} of its process, where it is cold
 * @param firstSign its first op on any wire after the kill, if there is one
 * @param firstPoll the op that forwarded its first poll for workflow tasks, if there is one
 */
public record Replacement(
    WorkerStart who,
    boolean cold,
    Op called,
    Optional<Op> starting,
    Optional<Op> firstSign,
    Optional<Op> firstPoll) {
  private static final String START = "start";

  static Optional<Replacement> of(History afterDeath) {
    Optional<Op> replace = afterDeath.first(op -> op.is(OpKind.INFO, "replace"));
    return replace
        .or(() -> afterDeath.first(op -> op.is(OpKind.INVOKE, START)))
        .map(
            called ->
                of(
                    afterDeath,
                    called,
                    replace.isPresent() ? WorkerStart.named(called) : WorkerStart.of(called)));
  }

  private static Replacement of(History afterDeath, Op called, WorkerStart who) {
    Optional<Op> starting =
        afterDeath.first(op -> op.is(OpKind.INVOKE, START) && WorkerStart.of(op).equals(who));
    return new Replacement(
        who,
        called.detail("how").map("cold"::equals).orElse(starting.isPresent()),
        called,
        starting,
        afterDeath.first(op -> WireOp.isOne(op) && WorkerStart.of(op).equals(who)),
        afterDeath.first(op -> forwardsPoll(op) && WorkerStart.of(op).equals(who)));
  }

  private static boolean forwardsPoll(Op op) {
    return op.name().equals("PollWorkflowTaskQueue")
        && WireOp.step(op).filter(Step.FORWARDED::equals).isPresent();
  }
}
