package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireOp;
import java.util.Optional;

/**
 * A message on a wire, named: a request, or an answer that handed over a task.
 *
 * @param name its name
 * @param kind what it could change
 * @param task the name of the task that it serves; a task's own is its own; empty where it serves
 *     none that is known
 * @param op the request's INVOKE, or the OK that handed over the task
 */
public record Message(MessageName name, MessageKind kind, Optional<MessageName> task, Op op) {

  /** The id of its exchange. */
  public long exchange() {
    return WireOp.exchange(op).orElse(-1);
  }

  /** The worker's name. */
  public String worker() {
    return op.process();
  }

  /** Which start of the worker sent it or was handed it. */
  public int start() {
    return Wires.start(op);
  }

  /** Whether a kill at it could matter to the workflow. */
  public boolean matters() {
    return kind != MessageKind.HOUSEKEEPING && kind != MessageKind.UNCLAIMED;
  }

  /** Whether it is the request by which its task ends. */
  public boolean endsTask() {
    return kind == MessageKind.COMMIT && task.isPresent();
  }
}
