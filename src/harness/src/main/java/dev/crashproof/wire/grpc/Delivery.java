package dev.crashproof.wire.grpc;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.Step;
import dev.crashproof.wire.Ruling;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way of the peer's answer to the worker. Called in the connection's turn. */
final class Delivery {
  private enum State {
    AWAITED,
    HELD,
    PASSED,
    OVER
  }

  private enum Plan {
    ASK,
    HOLD,
    DROP
  }

  private final WorkerCall worker;
  private final ExchangeLog log;
  private final CompletableFuture<Op> delivered = new CompletableFuture<>();
  private State state = State.AWAITED;
  private Plan plan = Plan.ASK;
  private @Nullable Answer answer;
  private @Nullable Op handedOver;

  Delivery(WorkerCall worker, ExchangeLog log) {
    this.worker = worker;
    this.log = log;
  }

  CompletableFuture<Op> delivered() {
    return delivered;
  }

  /** Whether no answer has come. */
  boolean awaited() {
    return state == State.AWAITED;
  }

  /** Whether what more comes of the answer is for the worker at once. */
  boolean passed() {
    return state == State.PASSED;
  }

  /** The answer will be held, whatever the interceptor says. */
  void planToHold() {
    plan = Plan.HOLD;
  }

  /** The answer will be dropped, whatever the interceptor says. */
  void planToDrop() {
    plan = Plan.DROP;
  }

  /**
   * The answer has come.
   *
   * @param ruling is asked, unless it was said beforehand what is to become of the answer
   */
  void came(Answer with, Supplier<Ruling> ruling) {
    answer = with;
    switch (plan) {
      case HOLD -> hold();
      case DROP -> drop();
      case ASK -> apply(ruling.get());
    }
  }

  private void apply(Ruling ruling) {
    if (ruling instanceof Ruling.Pass) {
      deliver();
    } else if (ruling instanceof Ruling.Hold || ruling instanceof Ruling.PassHoldingReply) {
      hold();
    } else if (ruling instanceof Ruling.Drop || ruling instanceof Ruling.DropReply) {
      drop();
    } else if (ruling instanceof Ruling.Delay delay) {
      hold();
      worker.later(delay.by(), this::release);
    } else if (ruling instanceof Ruling.Fail fail) {
      state = State.OVER;
      log.step(Step.REPLY_DROPPED, Outcomes.told(Outcomes.status(fail)));
      worker.refuse(Outcomes.status(fail));
    }
  }

  private void hold() {
    state = State.HELD;
    log.step(Step.REPLY_HELD);
  }

  /** The answer never reaches the worker. */
  void drop() {
    state = State.OVER;
    log.step(Step.REPLY_DROPPED, Map.of());
  }

  /** The answer came too late for a worker that is gone. */
  void tooLate() {
    state = State.OVER;
  }

  /** Drops the answer if it is held. */
  void dropHeld() {
    if (state == State.HELD) {
      drop();
    }
  }

  /** Lets the answer go if it is held, and somebody waits for it. */
  void release() {
    if (state == State.HELD && !worker.gone()) {
      deliver();
    }
  }

  private void deliver() {
    state = State.PASSED;
    // Before it is handed over: what the worker does next is written down after it.
    handedOver = log.step(Step.DELIVERED);
    more();
  }

  /** Hands on what has come since the last time. */
  void more() {
    if (answer != null) {
      worker.answer(answer);
    }
  }

  /** The answer has left this process. */
  void written() {
    if (handedOver != null) {
      delivered.complete(handedOver);
    }
  }
}
