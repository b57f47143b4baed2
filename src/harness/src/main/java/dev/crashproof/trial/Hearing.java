package dev.crashproof.trial;

import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.ActivityFact;
import dev.crashproof.history.wire.WireOp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Listens for what a worker says once it was woken, until it has said all that it can: every task
 * that was in its hands is answered, and the answer is there.
 */
final class Hearing implements Consumer<Op> {
  // A call that had run out of time while its process stood still is sent once more after a while.
  private static final Duration TO_BE_ANSWERED = Duration.ofSeconds(20);
  private static final Set<String> GIVEN_UP =
      Set.of("CANCELLED", "DEADLINE_EXCEEDED", "UNAVAILABLE");

  private final String worker;
  private final int start;
  private final Set<String> held = new HashSet<>();
  private final Map<Long, String> sent = new HashMap<>();
  private final List<Op> early = new ArrayList<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private boolean caughtUp;

  /** To that start of that worker. */
  Hearing(String worker, int start) {
    this.worker = worker;
    this.start = start;
  }

  @Override
  public synchronized void accept(Op op) {
    if (caughtUp) {
      hear(op);
      check();
    } else {
      early.add(op);
    }
  }

  /** What happened before it listened, and all that has been told since. */
  synchronized void catchUp(History before) {
    before.ops().forEach(this::hear);
    long last = before.ops().stream().mapToLong(Op::index).max().orElse(-1);
    early.stream().filter(op -> op.index() > last).forEach(this::hear);
    caughtUp = true;
    check();
  }

  private void hear(Op op) {
    if (!op.process().equals(worker) || !WireOp.on(WireOp.TEMPORAL, op) || !ofStart(op)) {
      return;
    }
    long exchange = WireOp.exchange(op).orElseThrow();
    if (op.kind() == OpKind.INVOKE && op.name().startsWith("Respond")) {
      op.detail(WireOp.TOKEN).ifPresent(token -> sent.put(exchange, token));
    } else if (WireOp.isAnswer(op)) {
      String answered = sent.remove(exchange);
      if (answered != null && settled(op)) {
        held.remove(answered);
      }
      if (op.kind() == OpKind.OK) {
        held.addAll(tokens(op));
      }
    }
  }

  private boolean ofStart(Op op) {
    return op.detail(WireOp.START).filter(Integer.toString(start)::equals).isPresent();
  }

  /** Of the tasks that an answer brought. */
  private static List<String> tokens(Op answer) {
    List<String> tokens = new ArrayList<>();
    answer.detail(WireOp.TOKEN).filter(token -> !token.isEmpty()).ifPresent(tokens::add);
    ActivityFact.of(answer).forEach(eager -> tokens.add(eager.token()));
    return tokens;
  }

  private static boolean settled(Op answer) {
    return answer.kind() == OpKind.OK
        || answer.detail(WireOp.STATUS).filter(status -> !GIVEN_UP.contains(status)).isPresent();
  }

  private void check() {
    if (held.isEmpty() && sent.isEmpty()) {
      over.complete(null);
    }
  }

  /** Whether it has said all that it can. */
  boolean isOver() {
    return over.isDone();
  }

  /** Waits until it has said all, but not for good. */
  boolean await() {
    return over.thenApply(done -> true)
        .completeOnTimeout(false, TO_BE_ANSWERED.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
