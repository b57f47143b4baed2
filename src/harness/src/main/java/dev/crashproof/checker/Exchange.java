package dev.crashproof.checker;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.util.List;
import java.util.Optional;

/**
 * What evidence holds of one exchange. Unlike {@link dev.crashproof.history.wire.WireExchange} it
 * may lack its beginning: a poll that was open before the run began is answered in it.
 *
 * @param id the exchange's id
 * @param ops what is there of it, in order, one or more
 */
record Exchange(long id, List<Op> ops) {

  String call() {
    return ops.get(0).name();
  }

  String worker() {
    return ops.get(0).process();
  }

  int start() {
    return ops.get(0).detail(WireOp.START).map(Integer::parseInt).orElse(0);
  }

  boolean of(String worker, int start) {
    return worker().equals(worker) && start() == start;
  }

  boolean on(String wire) {
    return WireOp.on(wire, ops.get(0));
  }

  boolean isPoll() {
    return call().startsWith("Poll");
  }

  Optional<Op> arrived() {
    return ops.stream().filter(op -> op.kind() == OpKind.INVOKE).findFirst();
  }

  Optional<Op> answer() {
    return ops.stream().filter(WireOp::isAnswer).findFirst();
  }

  /** The peer's answer that it took the request. */
  Optional<Op> ok() {
    return answer().filter(op -> op.kind() == OpKind.OK);
  }

  Optional<Op> step(Step wanted) {
    return ops.stream().filter(op -> is(wanted, op)).findFirst();
  }

  /** Whether the peer may have taken it, although its answer was never seen. */
  boolean unsettled() {
    return step(Step.FORWARDED).isPresent()
        && answer().filter(op -> op.kind() != OpKind.INFO).isEmpty();
  }

  /** What was told with the request, else with what came of it. */
  Optional<String> detail(String name) {
    return ops.stream().flatMap(op -> op.detail(name).stream()).findFirst();
  }

  static boolean is(Step wanted, Op op) {
    return WireOp.step(op).filter(wanted::equals).isPresent();
  }

  @Override
  public String toString() {
    return call() + " (op " + id + ")";
  }
}
