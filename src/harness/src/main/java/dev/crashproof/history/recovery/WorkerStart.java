package dev.crashproof.history.recovery;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireOp;

/**
 * One life of a worker.
 *
 * @param worker its name, as process ops have it
 * @param start which start of that name, from 1
 */
public record WorkerStart(String worker, int start) {

  /** Whose op it is: a process op's, a wire op's. */
  public static WorkerStart of(Op op) {
    return new WorkerStart(op.process(), number(op));
  }

  /** Whom one of the harness's own ops is about: {@code replace}, {@code reap}. */
  static WorkerStart named(Op op) {
    return new WorkerStart(op.details().getOrDefault("worker", "?"), number(op));
  }

  private static int number(Op op) {
    return Integer.parseInt(op.details().getOrDefault(WireOp.START, "0"));
  }

  @Override
  public String toString() {
    return worker + " (start " + start + ")";
  }
}
