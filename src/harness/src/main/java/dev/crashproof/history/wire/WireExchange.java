package dev.crashproof.history.wire;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import java.util.List;
import java.util.Optional;

/**
 * One request on a wire and all that became of it, put together from its ops.
 *
 * @param arrived its INVOKE
 * @param steps what became of it, in order; its answer is not among them unless it was lost
 * @param answer the peer's answer, if it came: OK, FAIL, or INFO where it was lost
 */
public record WireExchange(Op arrived, List<Op> steps, Optional<Op> answer) {

  /** Copies the steps, so that an exchange never changes. */
  public WireExchange {
    steps = List.copyOf(steps);
  }

  /** Its id. */
  public long id() {
    return arrived.index();
  }

  /** The call's name. */
  public String call() {
    return arrived.name();
  }

  /** Which start of the worker sent it. */
  public int start() {
    return Integer.parseInt(arrived.details().getOrDefault(WireOp.START, "0"));
  }

  /** Whether it went over that wire. */
  public boolean on(String wire) {
    return WireOp.on(wire, arrived);
  }

  /** The first step of that kind, if it came to it. */
  public Optional<Op> step(Step wanted) {
    return steps.stream()
        .filter(op -> WireOp.step(op).filter(wanted::equals).isPresent())
        .findFirst();
  }

  /** Whether the peer certainly took it. */
  public boolean committed() {
    return answer.filter(op -> op.kind() == OpKind.OK).isPresent();
  }

  /** A detail of the request, else of the answer. */
  public Optional<String> detail(String name) {
    return arrived.detail(name).or(() -> answer.flatMap(op -> op.detail(name)));
  }
}
