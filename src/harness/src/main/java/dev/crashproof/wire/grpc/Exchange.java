package dev.crashproof.wire.grpc;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Passage;
import dev.crashproof.wire.Ruling;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way to the peer, and what becomes of it. Called in the connection's turn, but
 * for what the {@link Gate} asks.
 */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private enum State {
    HELD,
    PARKED,
    FORWARDED,
    OVER
  }

  private final Switchboard switchboard;
  private final WorkerCall worker;
  private final Reading reading;
  private final ExchangeLog log;
  private final Delivery delivery;
  private final Passage passage;
  private final AnswerLog answers;
  private State state = State.HELD;
  private @Nullable PeerCall peer;
  private @Nullable CompletableFuture<Optional<Op>> withdrawal;
  private boolean delayed;
  private boolean detached;
  private boolean abandoned;

  Exchange(Switchboard switchboard, WorkerCall worker, Reading reading, ExchangeLog log) {
    this.switchboard = switchboard;
    this.worker = worker;
    this.reading = reading;
    this.log = log;
    this.answers = new AnswerLog(reading, log);
    this.delivery = new Delivery(worker, log);
    this.passage = new ExchangePassage(this, worker, log.arrived(), answers, delivery);
  }

  int start() {
    return worker.connection().start();
  }

  /** The request has arrived. */
  void begin() {
    Interceptor interceptor = switchboard.interceptor();
    Ruling ruling = ruling(() -> interceptor.request(passage));
    if (ruling instanceof Ruling.Pass) {
      goOn();
    } else if (ruling instanceof Ruling.Hold) {
      detach();
      log.step(Step.HELD);
    } else if (ruling instanceof Ruling.PassHoldingReply) {
      delivery.planToHold();
      goOn();
    } else if (ruling instanceof Ruling.DropReply) {
      delivery.planToDrop();
      goOn();
    } else if (ruling instanceof Ruling.Drop) {
      dropRequest();
    } else if (ruling instanceof Ruling.Delay delay) {
      delayed = true;
      detach();
      worker.later(delay.by(), this::delayOver);
    } else if (ruling instanceof Ruling.Fail fail) {
      state = State.OVER;
      log.step(Step.REFUSED, Outcomes.told(Outcomes.status(fail)));
      worker.refuse(Outcomes.status(fail));
    }
  }

  private static Ruling ruling(Supplier<Ruling> interceptor) {
    try {
      return interceptor.get();
    } catch (RuntimeException e) {
      LOG.error("An interceptor failed: the message goes on.", e);
      return Ruling.pass();
    }
  }

  /** Lets it live without its sender; but a dead worker's poll would swallow a task. */
  private void detach() {
    detached = !reading.poll();
  }

  private void delayOver() {
    if (state == State.HELD) {
      goOn();
    }
  }

  private void goOn() {
    if (delayed) {
      log.step(Step.DELAYED);
    }
    if (!reading.poll()) {
      forward();
    } else if (abandoned) {
      dropRequest();
    } else if (switchboard.gate().admit(this)) {
      forward();
    } else {
      state = State.PARKED;
      log.step(Step.HELD);
    }
  }

  private void forward() {
    Optional<Reading.Rewrite> rewrite = reading.rewritten();
    RequestBody body = rewrite.map(r -> worker.body().rewritten(r.request())).orElse(worker.body());
    Map<String, String> details = new HashMap<>(worker.posthumous());
    rewrite.ifPresent(r -> details.putAll(r.details()));
    state = State.FORWARDED;
    // Before it is handed over: what comes of it is written down after it.
    log.step(Step.FORWARDED, details);
    peer =
        new PeerCall(
            switchboard.channels().to(worker.headers()),
            worker,
            body,
            detached ? null : worker.deadline(),
            this::heard);
    peer.start(worker.headers(), body);
  }

  private void dropRequest() {
    state = State.OVER;
    log.step(Step.DROPPED);
  }

  /** A stream goes on. */
  void moreOfTheRequest() {
    if (peer != null) {
      peer.send(worker.body());
    }
  }

  private void heard(PeerCall from) {
    if (from != peer) {
      return;
    }
    Answer heard = from.answer();
    if (delivery.passed()) {
      delivery.more();
    } else if (delivery.awaited()) {
      if (heard.status().isPresent()) {
        ended(from);
      } else if (heard.messages() > 1) {
        answered(from);
      } else if (!worker.unary()) {
        worker.later(WorkerCall.STREAM_GRACE, () -> stillOpen(from));
      }
    }
  }

  private void stillOpen(PeerCall from) {
    if (from == peer && delivery.awaited()) {
      answered(from);
    }
  }

  private void ended(PeerCall from) {
    CompletableFuture<Optional<Op>> waiting = withdrawal;
    withdrawal = null;
    if (waiting == null) {
      answered(from);
    } else if (!from.status().isOk()) {
      back();
      waiting.complete(Optional.empty());
    } else {
      Op came = take(from);
      if (came.detail(WireOp.EMPTY).isPresent()) {
        // No task to keep from the worker: it may ask again, and that will be kept here.
        deliver(from);
        waiting.complete(Optional.empty());
      } else {
        delivery.drop();
        waiting.complete(Optional.of(came));
      }
    }
  }

  /** A poll has been taken back from the peer. */
  private void back() {
    peer = null;
    if (abandoned) {
      state = State.OVER;
      switchboard.gate().forget(this);
    } else if (switchboard.gate().admit(this)) {
      // The gate was opened in the meantime.
      forward();
    } else {
      state = State.PARKED;
    }
  }

  private void answered(PeerCall from) {
    take(from);
    deliver(from);
  }

  private void deliver(PeerCall from) {
    if (abandoned) {
      delivery.tooLate();
    } else {
      Interceptor interceptor = switchboard.interceptor();
      delivery.came(from.answer(), () -> ruling(() -> interceptor.reply(passage)));
    }
  }

  private Op take(PeerCall from) {
    switchboard.gate().forget(this);
    return answers.write(from);
  }

  /** The worker's side has ended before its time. */
  void abandoned() {
    boolean whole = peer != null && peer.answer().status().isPresent();
    if (abandoned || (delivery.passed() && whole)) {
      return;
    }
    abandoned = true;
    log.step(Step.ABANDONED);
    if (state == State.PARKED) {
      state = State.OVER;
      switchboard.gate().forget(this);
    } else if (peer != null && !whole && !detached) {
      peer.cancel("the worker has cancelled the call, or is gone");
    }
  }

  /** The answer has left this process. */
  void written() {
    delivery.written();
  }

  /** Lets a parked poll go on, if the gate lets it. */
  void unpark() {
    worker.turn(
        () -> {
          if (state == State.PARKED && switchboard.gate().admit(this)) {
            forward();
          }
        });
  }

  /** Takes the poll back from the peer; completes with the answer that came all the same. */
  CompletableFuture<Optional<Op>> withdraw() {
    CompletableFuture<Optional<Op>> ended = new CompletableFuture<>();
    worker.turn(
        () -> {
          if (peer == null
              || state != State.FORWARDED
              || answers.answer().isPresent()
              || abandoned) {
            ended.complete(Optional.empty());
          } else if (withdrawal != null) {
            var unused = withdrawal.thenAccept(ended::complete);
          } else {
            withdrawal = ended;
            log.step(Step.WITHDRAWN);
            peer.cancel("withdrawn");
          }
        });
    return ended;
  }

  /** Lets go what is held. */
  void release() {
    if (!releaseRequest()) {
      delivery.release();
    }
  }

  /** Lets a held request go on, and holds its answer. */
  void releaseHoldingReply() {
    if (state == State.HELD || state == State.PARKED) {
      delivery.planToHold();
      releaseRequest();
    }
  }

  private boolean releaseRequest() {
    if (state == State.HELD) {
      goOn();
      return true;
    }
    if (state == State.PARKED) {
      // Asked for by name: it passes, whatever the gate says.
      switchboard.gate().pass(this);
      forward();
      return true;
    }
    return false;
  }

  /** Sees to it that what is held never goes on. */
  void drop() {
    if (state == State.HELD || state == State.PARKED) {
      switchboard.gate().forget(this);
      dropRequest();
    } else {
      delivery.dropHeld();
    }
  }
}
