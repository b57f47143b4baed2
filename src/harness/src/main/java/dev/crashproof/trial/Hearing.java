package dev.crashproof.trial;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Listens for what a worker says of its tasks once it was woken: until all that it has sent is
 * answered, or until it is clear that it has nothing to say.
 */
final class Hearing implements Consumer<Op> {
  // A worker that was woken sends at once what it had been about to send.
  private static final Duration TO_SPEAK = Duration.ofSeconds(3);
  // A call that had run out of time while its process stood still is sent once more after a while.
  private static final Duration TO_BE_ANSWERED = Duration.ofSeconds(20);
  private static final Set<String> GIVEN_UP =
      Set.of("CANCELLED", "DEADLINE_EXCEEDED", "UNAVAILABLE");

  private final String worker;
  private final long woke;
  private final Set<Long> open = new HashSet<>();
  private final CompletableFuture<Void> spoken = new CompletableFuture<>();
  private final CompletableFuture<Void> answered = new CompletableFuture<>();

  /**
   * Of that worker.
   *
   * @param woke the index of the op with which it was woken
   */
  Hearing(String worker, long woke) {
    this.worker = worker;
    this.woke = woke;
  }

  @Override
  public synchronized void accept(Op op) {
    if (op.index() <= woke
        || !op.process().equals(worker)
        || !op.name().startsWith("Respond")
        || !WireOp.isOne(op)) {
      return;
    }
    long exchange = WireOp.exchange(op).orElseThrow();
    if (op.kind() == OpKind.INVOKE) {
      open.add(exchange);
      spoken.complete(null);
    } else if (WireOp.isAnswer(op) && open.remove(exchange) && open.isEmpty() && settled(op)) {
      answered.complete(null);
    }
  }

  private static boolean settled(Op answer) {
    return answer.kind() == OpKind.OK
        || answer.detail(WireOp.STATUS).filter(status -> !GIVEN_UP.contains(status)).isPresent();
  }

  /** Waits until all is answered, or there is nothing to wait for. */
  void await() {
    if (within(spoken, TO_SPEAK)) {
      within(answered, TO_BE_ANSWERED);
    }
  }

  private static boolean within(CompletableFuture<Void> condition, Duration limit) {
    return condition
        .thenApply(done -> true)
        .completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
