package dev.crashproof.checker;

import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One strike as the ops tell it: the worker's start that was struck, the message, the kill.
 *
 * @param boundary where it was to strike
 * @param history all ops
 * @param wire what passed on the wires
 * @param executions the workflow's runs
 * @param met the op {@code strike}: the message of the boundary was met
 * @param message the exchange at which it struck; empty where it struck at none
 * @param kill the INVOKE of the kill
 * @param dead its OK: the process group was seen empty
 */
record Strike(
    Boundary boundary,
    History history,
    WireLog wire,
    Executions executions,
    Op met,
    Optional<Exchange> message,
    Op kill,
    Op dead) {
  // 128 and the signal's number, as shells have it.
  private static final String CODE_OF_SIGNAL_9 = "137";

  /** The worker that was struck. */
  String worker() {
    return worker(met);
  }

  /** Which start of it. */
  int start() {
    return start(met);
  }

  boolean ofVictim(Exchange exchange) {
    return exchange.of(worker(), start());
  }

  List<Op> shownBy() {
    return Stream.of(message.stream().flatMap(m -> m.ops().stream()), Stream.of(met, kill, dead))
        .flatMap(ops -> ops)
        .sorted((a, b) -> Long.compare(a.index(), b.index()))
        .toList();
  }

  /** The strike at that boundary, once it is seen to have been followed by a kill. */
  static Optional<Strike> of(Boundary boundary, Evidence evidence) {
    History history = evidence.history();
    WireLog wire = WireLog.of(history);
    Optional<Op> met = history.last(at(boundary));
    Optional<Op> kill =
        met.flatMap(s -> history.after(s).first(op -> is(OpKind.INVOKE, "kill", s, op)));
    Optional<Op> dead =
        kill.flatMap(k -> history.after(k).first(op -> is(OpKind.OK, "kill", met.get(), op)));
    return dead.map(
        d ->
            new Strike(
                boundary,
                history,
                wire,
                Executions.of(evidence),
                met.orElseThrow(),
                met.get().detail("exchange").map(Long::parseLong).flatMap(wire::exchange),
                kill.orElseThrow(),
                d));
  }

  /** Why there is none. */
  static String absent(Boundary boundary, History history) {
    Optional<Op> met = history.last(at(boundary));
    if (met.isEmpty()) {
      return "the boundary was not reached: nothing was struck at \"%s\"".formatted(boundary);
    }
    return history.after(met.get()).first(op -> is(OpKind.INVOKE, "kill", met.get(), op)).isEmpty()
        ? "the message was met, but its worker was not killed"
        : "the worker was killed, but nothing shows that its process group was empty";
  }

  /** Why the kill may not have been one by signal 9 of a living worker; empty if it was. */
  Optional<String> notKilled() {
    String signal = kill.detail("signal").orElse("?");
    String code = dead.detail("code").orElse("?");
    Optional<Op> exit = history.first(op -> is(OpKind.INFO, "exit", met, op));
    if (exit.filter(e -> e.index() > met.index() && e.index() < kill.index()).isPresent()) {
      return Optional.of("the worker had ended by itself when it was to be killed");
    }
    // A launcher whose child does the work may have ended long before, with a code of its own.
    boolean launcherGone = exit.filter(e -> e.index() < met.index()).isPresent();
    return signal.equals("9") && (code.equals(CODE_OF_SIGNAL_9) || launcherGone)
        ? Optional.empty()
        : Optional.of(
            "the worker did not die of signal 9: signal %s, exit code %s".formatted(signal, code));
  }

  /** Why the rest of the world did not stand still meanwhile; empty if it did. */
  Optional<String> disturbed() {
    boolean idle = boundary.equals(Boundary.idle());
    Optional<Op> forwarded =
        wire.exchanges().stream()
            .filter(this::ofVictim)
            .filter(e -> message.filter(m -> m.id() == e.id()).isEmpty())
            // An idle worker polls, and a poll that brings nothing changes nothing.
            .filter(e -> !(idle && e.isPoll()))
            .flatMap(e -> e.ops().stream())
            .filter(op -> Exchange.is(Step.FORWARDED, op) && op.index() > met.index())
            .findFirst();
    if (forwarded.isPresent()) {
      boolean posthumous = forwarded.get().index() > dead.index();
      return Optional.of(
          "another request of the dying worker went on %s: %s (op %d)"
              .formatted(
                  posthumous ? "after its death" : "before it was dead",
                  forwarded.get().name(),
                  forwarded.get().index()));
    }
    return history
        .first(op -> between(op, met, dead) && (replacing(op) || starting(op)))
        .map(
            op ->
                "the replacement came before the dead one's process group was seen empty (op %d)"
                    .formatted(op.index()));
  }

  /** The first step of that kind in the struck message, if it came to it. */
  Optional<Op> step(Step step) {
    return message.flatMap(m -> m.step(step));
  }

  static boolean between(Op op, Op from, Op to) {
    return op.index() > from.index() && op.index() < to.index();
  }

  private static boolean replacing(Op op) {
    return op.is(OpKind.INFO, "replace");
  }

  private boolean starting(Op op) {
    return op.is(OpKind.INVOKE, Sightings.START) && op.process().equals(worker());
  }

  private static Predicate<Op> at(Boundary boundary) {
    return op ->
        op.is(OpKind.INFO, "strike")
            && op.detail("boundary").filter(boundary.toString()::equals).isPresent();
  }

  private static boolean is(OpKind kind, String name, Op met, Op op) {
    return op.is(kind, name) && op.process().equals(worker(met)) && start(op) == start(met);
  }

  private static String worker(Op met) {
    return met.detail("worker").orElse("");
  }

  private static int start(Op op) {
    return op.detail(WireOp.START).map(Integer::parseInt).orElse(0);
  }
}
