package dev.crashproof.wire.stream;

import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Ruling;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the peer to the worker. Order is kept: what comes after a held answer waits behind it, and
 * nothing comes after a dropped one, since the worker would take it for that.
 */
final class AnswerLane<R extends Request> implements Answers<R> {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerLane.class);

  /** What is kept at most; a real test holds a few kilobytes. */
  private static final long LIMIT = 64L << 20;

  private final Line line;
  private final Outlet toWorker;
  private final Deque<Exchange<R>> expected = new ArrayDeque<>();

  /** Empty unless an answer is held; then that one, and all that came after it. */
  private final Deque<Stretch<R>> backlog = new ArrayDeque<>();

  private long kept;
  private boolean hole;

  AnswerLane(Line line, Outlet toWorker) {
    this.line = line;
    this.toWorker = toWorker;
  }

  @Override
  public @Nullable R current() {
    Exchange<R> exchange = expected.peek();
    return exchange == null ? null : exchange.request();
  }

  @Override
  public @Nullable Refusal refusal() {
    Exchange<R> exchange = expected.peek();
    return exchange == null ? null : exchange.refusal();
  }

  @Override
  public void bytes(ByteBuffer bytes) {
    Exchange<R> exchange = expected.peek();
    if (exchange != null && exchange.receiving() == Exchange.Receiving.DROP && backlog.isEmpty()) {
      hole = true;
    }
    boolean held = exchange != null && exchange.receiving() == Exchange.Receiving.HOLD;
    if (hole || !bytes.hasRemaining()) {
      discard(bytes);
    } else if (backlog.isEmpty() && !held) {
      toWorker.add(Stretch.copy(bytes));
    } else {
      keep(exchange, bytes);
    }
  }

  @Override
  public void pass(ByteBuffer bytes) {
    Exchange<R> exchange = expected.peek();
    if (exchange != null) {
      exchange.asked();
    }
    Stretch<R> first = backlog.peek();
    if (hole) {
      discard(bytes);
    } else if (first == null) {
      toWorker.add(Stretch.copy(bytes));
    } else if (first.exchange() == exchange) {
      kept -= first.drainTo(toWorker::add);
      toWorker.add(Stretch.copy(bytes));
    } else {
      keep(exchange, bytes);
    }
  }

  @Override
  public void arrived(OpKind kind, Map<String, String> details) {
    Exchange<R> exchange = expected.element();
    exchange.answered(kind, details);
    settle(exchange);
  }

  @Override
  public void lost(Map<String, String> details) {
    Exchange<R> exchange = expected.element();
    exchange.lost(details);
    exchange.tellAnswered();
  }

  @Override
  public void ended() {
    finish(expected.remove());
    serveLocally();
  }

  /** The request is on its way to the peer, or will be answered without it. */
  void expect(Exchange<R> exchange) {
    expected.add(exchange);
    serveLocally();
  }

  /** Hands over what is not held any more. */
  void pump() {
    for (Stretch<R> next; (next = backlog.peek()) != null; ) {
      Exchange<R> exchange = next.exchange();
      if (exchange != null && exchange.receiving() == Exchange.Receiving.HOLD) {
        return;
      }
      if (exchange != null && exchange.receiving() == Exchange.Receiving.DROP) {
        dropBacklog();
        return;
      }
      backlog.remove();
      kept -= next.drainTo(toWorker::add);
      if (exchange != null && next.ended()) {
        handedOver(exchange);
      }
    }
  }

  /** Whether nothing is kept from the worker. */
  boolean drained() {
    return backlog.isEmpty();
  }

  /** Whether the peer is still to answer a request that was let go when its sender was dead. */
  boolean awaitsLate() {
    return expected.stream().anyMatch(Exchange::awaitedLate);
  }

  void release(Exchange<R> exchange) {
    exchange.receiving(Exchange.Receiving.DELIVER);
  }

  void drop(Exchange<R> exchange) {
    if (exchange.receiving() == Exchange.Receiving.HOLD) {
      exchange.receiving(Exchange.Receiving.DROP);
    }
  }

  /** Says of all that is awaited that its asker is gone. */
  void abandoned() {
    expected.stream().filter(exchange -> !exchange.isAnswered()).forEach(Exchange::abandoned);
  }

  /** The peer says no more: what is still awaited is lost. */
  void peerEnded() {
    while (!expected.isEmpty()) {
      Exchange<R> exchange = expected.element();
      if (exchange.sending() == Exchange.Sending.FORWARDED && !exchange.isAnswered()) {
        lost(Map.of());
      }
      expected.remove();
    }
  }

  private void settle(Exchange<R> exchange) {
    Ruling ruling = RequestLane.ask(exchange, line.interceptor()::reply);
    if (line.answersWait() && !hole) {
      decide(exchange, ruling);
    }
    if (exchange.receiving() == Exchange.Receiving.HOLD) {
      exchange.step(Step.REPLY_HELD);
    }
    exchange.tellAnswered();
  }

  private void decide(Exchange<R> exchange, Ruling ruling) {
    if (ruling instanceof Ruling.Hold || ruling instanceof Ruling.PassHoldingReply) {
      exchange.receiving(Exchange.Receiving.HOLD);
    } else if (ruling instanceof Ruling.Drop || ruling instanceof Ruling.DropReply) {
      exchange.receiving(Exchange.Receiving.DROP);
    } else if (ruling instanceof Ruling.Delay delay) {
      exchange.receiving(Exchange.Receiving.HOLD);
      line.after(delay.by(), exchange::release);
    } else if (ruling instanceof Ruling.Fail fail) {
      exchange.refusal(line.refusal(fail));
      exchange.step(
          Step.REPLY_DROPPED, Map.of(WireOp.STATUS, fail.status(), WireOp.MESSAGE, fail.message()));
    }
  }

  /** Answers those whose turn it is and whose answer needs no peer. */
  private void serveLocally() {
    for (Exchange<R> next; (next = expected.peek()) != null; ) {
      Refusal refusal = next.refusal();
      if (refusal == null || !refusal.local() || next.sending() != Exchange.Sending.REFUSED) {
        return;
      }
      bytes(refusal.answer());
      if (refusal.ends()) {
        line.endWorker();
      }
      finish(expected.remove());
    }
  }

  private void keep(@Nullable Exchange<R> exchange, ByteBuffer bytes) {
    Stretch<R> last = backlog.peekLast();
    if (last == null || last.exchange() != exchange) {
      last = new Stretch<>(exchange);
      backlog.add(last);
    }
    if (kept + bytes.remaining() > LIMIT) {
      overflow();
      discard(bytes);
      return;
    }
    kept += bytes.remaining();
    last.add(Stretch.copy(bytes));
  }

  private void overflow() {
    LOG.error(
        "A held answer has more than {} MiB and can't be kept: it will never reach the worker. Hold"
            + " the answer of another statement, or drop it.",
        LIMIT >> 20);
    dropBacklog();
  }

  private void dropBacklog() {
    hole = true;
    for (Stretch<R> stretch : backlog) {
      Exchange<R> exchange = stretch.exchange();
      if (exchange != null && stretch.ended()) {
        neverDelivered(exchange);
      }
    }
    backlog.clear();
    kept = 0;
  }

  /** All bytes of its answer are on their way, or kept, or never will be. */
  private void finish(Exchange<R> exchange) {
    Stretch<R> last = backlog.peekLast();
    if (hole) {
      neverDelivered(exchange);
    } else if (last != null && last.exchange() == exchange) {
      last.end();
    } else {
      handedOver(exchange);
    }
  }

  private void handedOver(Exchange<R> exchange) {
    if (!line.workerEnded()) {
      toWorker.mark(() -> delivered(exchange));
    } else if (!exchange.isAbandoned()) {
      neverDelivered(exchange);
    }
  }

  private static void neverDelivered(Exchange<?> exchange) {
    if (exchange.isAnswered()) {
      exchange.step(Step.REPLY_DROPPED);
    }
  }

  private void delivered(Exchange<R> exchange) {
    if (line.workerEnded()) {
      return;
    }
    if (exchange.refusal() == null) {
      exchange.delivered(exchange.step(Step.DELIVERED, Map.of()));
    } else {
      exchange.delivered(exchange.arrived());
    }
  }

  private static void discard(ByteBuffer bytes) {
    bytes.position(bytes.limit());
  }
}
