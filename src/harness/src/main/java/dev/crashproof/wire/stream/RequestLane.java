package dev.crashproof.wire.stream;

import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Passage;
import dev.crashproof.wire.Ruling;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the worker to its peer. Order is kept: what comes after a held request waits behind it, and
 * what comes after a dropped one is dropped as well, since its answer would be taken for the other
 * one's.
 */
final class RequestLane<R extends Request> implements Requests<R> {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLane.class);

  private final Line line;
  private final Outlet toWorker;
  private final Outlet toPeer;
  private final AnswerLane<R> answers;
  private final Function<R, Exchange<R>> begin;
  private final Deque<Stretch<R>> waiting = new ArrayDeque<>();
  private @Nullable Exchange<R> current;
  private long queued;
  private boolean hole;

  /** Something was let go when its sender was dead: the peer is to hear the end after it. */
  private boolean releasedLate;

  RequestLane(
      Line line,
      Outlet toWorker,
      Outlet toPeer,
      AnswerLane<R> answers,
      Function<R, Exchange<R>> begin) {
    this.line = line;
    this.toWorker = toWorker;
    this.toPeer = toPeer;
    this.answers = answers;
    this.begin = begin;
  }

  @Override
  public void open(R request, ByteBuffer bytes) {
    Exchange<R> exchange = begin.apply(request);
    current = exchange;
    if (hole || line.peerGone()) {
      toDropped(exchange);
      discard(bytes);
      return;
    }
    decide(exchange, ask(exchange, line.interceptor()::request));
    if (exchange.sending() == Exchange.Sending.DROPPED) {
      discard(bytes);
      return;
    }
    Stretch<R> stretch = new Stretch<>(exchange);
    waiting.add(stretch);
    Refusal refusal = exchange.refusal();
    if (refusal == null) {
      add(stretch, bytes);
    } else {
      discard(bytes);
      add(stretch, refusal.instead());
    }
  }

  @Override
  public void more(ByteBuffer bytes) {
    Exchange<R> of = current;
    boolean refused = of != null && of.sending() == Exchange.Sending.REFUSED;
    if (hole || refused || line.peerGone()) {
      discard(bytes);
      return;
    }
    if (waiting.isEmpty() && line.peerReady()) {
      toPeer.add(Stretch.copy(bytes));
      return;
    }
    Stretch<R> behind = waiting.peekLast();
    if (behind == null || behind.exchange() != of) {
      behind = new Stretch<>(of);
      waiting.add(behind);
    }
    add(behind, bytes);
  }

  @Override
  public void complete() {
    if (current != null) {
      current.complete();
    }
    current = null;
  }

  @Override
  public void tell(byte[] bytes) {
    toWorker.add(ByteBuffer.wrap(bytes));
  }

  @Override
  public void refuse(String reason) {
    LOG.warn("A connection was ended: {}", reason);
    line.endWorker();
  }

  /** Nothing that comes from now on goes on. */
  void stop() {
    hole = true;
  }

  /** Hands over what may go, in order. */
  void pump() {
    for (Stretch<R> next; (next = waiting.peek()) != null; ) {
      Exchange<R> exchange = next.exchange();
      if (exchange != null && exchange.sending() == Exchange.Sending.HELD) {
        return;
      }
      if (line.peerGone()) {
        dropFrom(next);
        return;
      }
      if (next.size() > 0 && !line.peerReady()) {
        return;
      }
      waiting.remove();
      if (exchange != null) {
        forward(exchange);
      }
      queued -= next.drainTo(toPeer::add);
    }
  }

  /** Bytes that wait here. */
  long queued() {
    return queued;
  }

  /** Whether all that the worker sent has been handed over, or never will be. */
  boolean drained() {
    return waiting.isEmpty();
  }

  void release(Exchange<R> exchange) {
    if (exchange.sending() == Exchange.Sending.HELD) {
      releasedLate = releasedLate || line.workerEnded();
      exchange.sending(Exchange.Sending.WAITING);
    }
  }

  void drop(Exchange<R> exchange) {
    if (exchange.sending() == Exchange.Sending.HELD) {
      waiting.stream()
          .filter(stretch -> stretch.exchange() == exchange)
          .findFirst()
          .ifPresent(this::dropFrom);
    }
  }

  /** The peer was never there: what was to go to it certainly took no effect. */
  void peerRefused(String reason) {
    for (Stretch<R> stretch : waiting) {
      Exchange<R> exchange = stretch.exchange();
      if (exchange != null && exchange.sending() == Exchange.Sending.WAITING) {
        exchange.sending(Exchange.Sending.DROPPED);
        exchange.answered(OpKind.FAIL, Map.of(WireOp.MESSAGE, reason));
        exchange.tellAnswered();
      }
    }
    waiting.removeIf(
        stretch -> {
          Exchange<R> exchange = stretch.exchange();
          return exchange == null || exchange.sending() == Exchange.Sending.DROPPED;
        });
  }

  /** Says of all that waits here that its sender is gone. */
  void abandoned() {
    for (Stretch<R> stretch : waiting) {
      Exchange<R> exchange = stretch.exchange();
      if (exchange != null) {
        exchange.abandoned();
      }
    }
  }

  private void decide(Exchange<R> exchange, Ruling ruling) {
    // No pattern switch before Java 21.
    if (ruling instanceof Ruling.Hold) {
      exchange.step(Step.HELD);
      exchange.sending(Exchange.Sending.HELD);
    } else if (ruling instanceof Ruling.Delay delay) {
      exchange.step(Step.DELAYED);
      exchange.sending(Exchange.Sending.HELD);
      line.after(delay.by(), exchange::release);
    } else if (ruling instanceof Ruling.PassHoldingReply) {
      exchange.receiving(Exchange.Receiving.HOLD);
    } else if (ruling instanceof Ruling.DropReply) {
      exchange.receiving(Exchange.Receiving.DROP);
    } else if (ruling instanceof Ruling.Drop) {
      toDropped(exchange);
      hole = true;
    } else if (ruling instanceof Ruling.Fail fail) {
      exchange.step(
          Step.REFUSED, Map.of(WireOp.STATUS, fail.status(), WireOp.MESSAGE, fail.message()));
      exchange.refusal(line.refusal(fail));
      exchange.sending(Exchange.Sending.REFUSED);
    }
  }

  /** A fault of the interceptor's must not end the worker's connection. */
  static Ruling ask(Passage passage, Function<Passage, Ruling> interceptor) {
    try {
      return interceptor.apply(passage);
    } catch (RuntimeException e) {
      LOG.error("An interceptor failed on {}; the message passes.", passage.arrived(), e);
      return Ruling.pass();
    }
  }

  private void forward(Exchange<R> exchange) {
    if (exchange.sending() == Exchange.Sending.WAITING) {
      exchange.step(
          Step.FORWARDED, line.workerEnded() ? Map.of(WireOp.POSTHUMOUS, "true") : Map.of());
      if (releasedLate) {
        exchange.late();
      }
      exchange.sending(Exchange.Sending.FORWARDED);
    }
    answers.expect(exchange);
  }

  private static void toDropped(Exchange<?> exchange) {
    exchange.sending(Exchange.Sending.DROPPED);
    exchange.step(Step.DROPPED);
  }

  private void dropFrom(Stretch<R> first) {
    hole = true;
    boolean reached = false;
    for (Stretch<R> stretch : List.copyOf(waiting)) {
      reached = reached || stretch == first;
      if (reached) {
        waiting.remove(stretch);
        queued -= stretch.size();
        Exchange<R> exchange = stretch.exchange();
        if (exchange != null) {
          toDropped(exchange);
        }
      }
    }
  }

  private void add(Stretch<R> stretch, ByteBuffer bytes) {
    queued += bytes.remaining();
    stretch.add(Stretch.copy(bytes));
  }

  private static void discard(ByteBuffer bytes) {
    bytes.position(bytes.limit());
  }
}
