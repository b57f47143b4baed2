package dev.crashproof.checker;

import dev.crashproof.history.Op;
import java.util.List;
import java.util.Optional;

/** Whether a worker that was struck idle had nothing to do. */
final class IdleWorker {
  private IdleWorker() {}

  /** What it had to do; empty if nothing. */
  static Optional<String> busy(Strike strike) {
    List<Exchange> own = strike.wire().exchanges().stream().filter(strike::ofVictim).toList();
    if (own.stream().noneMatch(e -> e.isPoll() && open(e, strike))) {
      return Optional.of("the worker was not seen polling when it was killed");
    }
    Optional<String> task =
        strike.wire().tasks().stream()
            .filter(t -> strike.ofVictim(t.exchange()))
            .filter(t -> before(t.answer(), strike) && !answered(t, strike, own))
            .findFirst()
            .map(t -> "the worker was not idle: it had " + t);
    return task.or(
        () ->
            own.stream()
                .filter(e -> !e.isPoll() && e.arrived().isPresent() && open(e, strike))
                .findFirst()
                .map(e -> "the worker was not idle: it had sent " + e));
  }

  /** Whether it had no answer yet when the kill came. */
  private static boolean open(Exchange exchange, Strike strike) {
    return before(exchange.ops().get(0), strike)
        && exchange.answer().filter(op -> before(op, strike)).isEmpty();
  }

  private static boolean answered(Task task, Strike strike, List<Exchange> own) {
    return own.stream()
        .filter(e -> e.answer().filter(op -> before(op, strike)).isPresent())
        .anyMatch(
            e ->
                strike.wire().taskOf(e).filter(task::equals).isPresent()
                    && e.call().startsWith("Respond"));
  }

  private static boolean before(Op op, Strike strike) {
    return op.index() < strike.kill().index();
  }
}
