package dev.crashproof.checker;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.boundary.BoundaryKind;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a struck message was held where its boundary says, until its worker was dead. */
final class HeldMessage {
  private HeldMessage() {}

  /** Why it was not; empty if it was. */
  static Optional<String> notHeld(Strike strike, Exchange message) {
    return switch (strike.boundary().kind()) {
      case BEFORE -> requestNotHeld(strike).or(() -> arrivedAfterAll(strike));
      case LATE -> requestNotHeld(strike).or(() -> notLate(strike, message));
      case AFTER_IDLE ->
          replyNotHeld(strike, message)
              .or(
                  () ->
                      assigned(strike).stream()
                          .findFirst()
                          .map(t -> "the server handed the dying worker the next task: " + t));
      case AFTER_ASSIGNED ->
          replyNotHeld(strike, message)
              .or(
                  () ->
                      assigned(strike).isEmpty()
                          ? Optional.of("the server did not hand the dying worker the next task")
                          : Optional.empty());
      case DELIVERED -> notDelivered(strike, message);
      case IDLE -> Optional.empty();
    };
  }

  /** What became of it, for people. */
  static String words(BoundaryKind kind) {
    return switch (kind) {
      case BEFORE -> "; the message never arrived";
      case LATE ->
          "; the message arrived when the replacement had come to the same call, or waited for it";
      case AFTER_IDLE -> "; the peer had taken the message, and no task was handed over";
      case AFTER_ASSIGNED -> "; the peer had taken the message, and the next task was handed over";
      case DELIVERED -> "; the task had been delivered";
      case IDLE -> "; it had nothing to do";
    };
  }

  private static Optional<String> requestNotHeld(Strike strike) {
    Optional<Op> held = strike.step(Step.HELD);
    if (held.filter(op -> op.index() < strike.kill().index()).isEmpty()) {
      return Optional.of("the message was not held when its worker was killed");
    }
    return forwarded(strike)
        .filter(op -> op.index() < strike.dead().index())
        .map(
            op ->
                "the message got through before its worker was dead (op %d)".formatted(op.index()))
        .or(() -> letGoEarly(strike, Step.DROPPED));
  }

  /** Nothing of what was held may be let go as long as a process lives that could send it again. */
  private static Optional<String> letGoEarly(Strike strike, Step step) {
    return strike
        .step(step)
        .filter(op -> op.index() < strike.dead().index())
        // The wire itself lets go when the dying worker's connection ends.
        .filter(op -> op.index() < strike.kill().index() || step == Step.DROPPED)
        .map(
            op ->
                "the message was dropped before its worker was dead (op %d)".formatted(op.index()));
  }

  private static Optional<String> arrivedAfterAll(Strike strike) {
    return forwarded(strike)
        .map(
            op ->
                "the message arrived after its worker's death (op %d), which makes it late"
                    .formatted(op.index()));
  }

  private static Optional<String> notLate(Strike strike, Exchange message) {
    Optional<Op> forwarded = forwarded(strike);
    if (forwarded.isEmpty()) {
      return Optional.of("the message never arrived, which makes it before");
    }
    Op late = forwarded.get();
    if (late.detail(WireOp.POSTHUMOUS).filter("true"::equals).isEmpty()) {
      return Optional.of("nothing shows that the message's sender was dead when it went on");
    }
    // On the wire to the server every message says itself what it is about.
    Map<Long, Task> served = message.on(WireOp.TEMPORAL) ? Map.of() : InFlight.all(strike.wire());
    Optional<Task> of = Optional.ofNullable(served.get(message.id()));
    boolean met =
        strike.wire().exchanges().stream()
            .filter(e -> !strike.ofVictim(e))
            .filter(
                e -> e.arrived().filter(op -> Strike.between(op, strike.dead(), late)).isPresent())
            .anyMatch(
                e -> {
                  Optional<Task> other = Optional.ofNullable(served.get(e.id()));
                  return (sameCall(strike, message, e) && !otherActivity(of, other))
                      || (waits(e, message, late) && sameActivity(of, other));
                });
    return met
        ? Optional.empty()
        : Optional.of("the message went on before the replacement had come to the same call");
  }

  /**
   * Whether a statement had been taken by the database and got no answer until the late one came.
   */
  private static boolean waits(Exchange statement, Exchange message, Op late) {
    return statement.on(WireOp.POSTGRES)
        && message.on(WireOp.POSTGRES)
        && statement.step(Step.FORWARDED).filter(op -> op.index() < late.index()).isPresent()
        && statement.answer().filter(op -> op.index() < late.index()).isEmpty();
  }

  private static boolean sameActivity(Optional<Task> one, Optional<Task> other) {
    return one.isPresent() && other.isPresent() && !otherActivity(one, other);
  }

  /** Whether both are known, and differ: a verb alone says little. */
  private static boolean otherActivity(Optional<Task> one, Optional<Task> other) {
    return one.isPresent()
        && other.isPresent()
        && !(one.get().workflowId().equals(other.get().workflowId())
            && one.get().activityId().equals(other.get().activityId()));
  }

  private static boolean sameCall(Strike strike, Exchange one, Exchange other) {
    WireLog wire = strike.wire();
    return one.call().equals(other.call())
        && one.detail(WireOp.WIRE).equals(other.detail(WireOp.WIRE))
        && wire.activityId(one).equals(wire.activityId(other))
        && wire.workflowId(one).equals(wire.workflowId(other));
  }

  private static Optional<String> replyNotHeld(Strike strike, Exchange message) {
    if (forwarded(strike).isEmpty() || message.answer().isEmpty()) {
      return Optional.of("the peer was not seen to take the message");
    }
    Op answer = message.answer().get();
    if (answer.kind() != OpKind.OK || answer.index() > strike.kill().index()) {
      return Optional.of(
          "the peer did not take the message before the kill: %s %s"
              .formatted(answer.kind(), answer.detail(WireOp.STATUS).orElse(""))
              .strip());
    }
    if (strike.step(Step.REPLY_HELD).filter(op -> op.index() < strike.kill().index()).isEmpty()) {
      return Optional.of("the peer's answer was not held when its worker was killed");
    }
    return strike
        .step(Step.DELIVERED)
        .map(op -> "the peer's answer reached the worker (op %d)".formatted(op.index()))
        .or(() -> letGoEarly(strike, Step.REPLY_DROPPED));
  }

  private static Optional<String> notDelivered(Strike strike, Exchange message) {
    List<Task> tasks =
        strike.wire().tasks().stream().filter(t -> t.exchange().id() == message.id()).toList();
    if (tasks.isEmpty()) {
      return Optional.of("the answer that was delivered brought no task");
    }
    if (strike.step(Step.DELIVERED).filter(op -> op.index() < strike.kill().index()).isEmpty()) {
      return Optional.of("the task had not been delivered when the worker was killed");
    }
    return strike.wire().exchanges().stream()
        .filter(e -> strike.ofVictim(e) && e.step(Step.FORWARDED).isPresent())
        .filter(e -> strike.wire().taskOf(e).filter(tasks::contains).isPresent())
        .findFirst()
        .map(e -> "the worker had answered the task before it was killed: " + e);
  }

  /** The tasks of this workflow that were handed to the victim since the message went on. */
  private static List<Task> assigned(Strike strike) {
    long since = forwarded(strike).map(Op::index).orElse(Long.MAX_VALUE);
    return strike.wire().tasks().stream()
        .filter(t -> strike.ofVictim(t.exchange()))
        .filter(t -> strike.executions().mayKnow(t.workflowId()))
        .filter(t -> t.answer().index() > since)
        .toList();
  }

  private static Optional<Op> forwarded(Strike strike) {
    return strike.step(Step.FORWARDED);
  }
}
