package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import java.util.Optional;

/**
 * A message of a run and the answer to it, known afterwards.
 *
 * @param message the message; a task is an answer and has none
 * @param answer the peer's answer, if it came
 */
record Passing(Message message, Optional<Op> answer) {

  MessageName name() {
    return message.name();
  }

  boolean isTask() {
    return message.kind() == MessageKind.TASK;
  }

  /** Where it stands in the run. */
  long at() {
    return message.op().index();
  }

  /** Where its answer stands; its own place for a task. */
  long answeredAt() {
    return isTask() ? at() : answer.map(Op::index).orElse(Long.MAX_VALUE);
  }

  boolean taken() {
    return answer.filter(op -> op.kind() == OpKind.OK).isPresent();
  }

  boolean on(String wire) {
    return WireOp.on(wire, message.op());
  }

  String transactionState() {
    return answer.flatMap(op -> op.detail(WireOp.TRANSACTION)).orElse("idle");
  }

  boolean servesTaskOf(Passing other) {
    return message.task().isPresent() && message.task().equals(other.message.task());
  }
}
