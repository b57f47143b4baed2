package dev.crashproof.wire.grpc;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Passage;
import dev.crashproof.wire.Ruling;
import io.grpc.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer on their way. All but {@link Passage}'s methods is called in the
 * connection's turn.
 */
final class Exchange implements Passage {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private enum Request {
    HELD,
    PARKED,
    FORWARDED,
    OVER
  }

  private enum Reply {
    NONE,
    HELD,
    PASSED,
    OVER
  }

  private enum Plan {
    ASK,
    HOLD,
    DROP
  }

  private final Switchboard switchboard;
  private final WorkerCall worker;
  private final Reading reading;
  private final ExchangeLog log;
  private final CompletableFuture<Op> answered = new CompletableFuture<>();
  private final CompletableFuture<Op> delivered = new CompletableFuture<>();
  private volatile @Nullable Op answer;
  private Request request = Request.HELD;
  private Reply reply = Reply.NONE;
  private Plan plan = Plan.ASK;
  private @Nullable PeerCall peer;
  private @Nullable Op handedOver;
  private @Nullable CompletableFuture<Optional<Op>> withdrawal;
  private boolean delayed;
  private boolean detached;
  private boolean abandoned;

  Exchange(Switchboard switchboard, WorkerCall worker, Reading reading, ExchangeLog log) {
    this.switchboard = switchboard;
    this.worker = worker;
    this.reading = reading;
    this.log = log;
  }

  int start() {
    return worker.connection().start();
  }

  void begin() {
    Interceptor interceptor = switchboard.interceptor();
    Ruling ruling = ruling(() -> interceptor.request(this));
    if (ruling instanceof Ruling.Pass) {
      goOn();
    } else if (ruling instanceof Ruling.Hold) {
      hold();
    } else if (ruling instanceof Ruling.PassHoldingReply) {
      plan = Plan.HOLD;
      goOn();
    } else if (ruling instanceof Ruling.DropReply) {
      plan = Plan.DROP;
      goOn();
    } else if (ruling instanceof Ruling.Drop) {
      dropRequest();
    } else if (ruling instanceof Ruling.Delay delay) {
      delayed = true;
      detached = !reading.poll();
      worker.later(delay.by(), this::delayOver);
    } else if (ruling instanceof Ruling.Fail fail) {
      request = Request.OVER;
      log.step(Step.REFUSED, told(fail));
      worker.refuse(status(fail));
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

  private void hold() {
    // From here on it lives without its sender; a poll of a dead worker would swallow a task.
    detached = !reading.poll();
    log.step(Step.HELD);
  }

  private void delayOver() {
    if (request == Request.HELD) {
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
      request = Request.PARKED;
      log.step(Step.HELD);
    }
  }

  private void forward() {
    Optional<Reading.Rewrite> rewrite = reading.rewritten();
    RequestBody body = rewrite.map(r -> worker.body().rewritten(r.request())).orElse(worker.body());
    Map<String, String> details = new HashMap<>(worker.posthumous());
    rewrite.ifPresent(r -> details.putAll(r.details()));
    request = Request.FORWARDED;
    log.step(Step.FORWARDED, details);
    PeerCall call =
        new PeerCall(
            switchboard.channels().to(worker.headers()),
            worker.method(),
            body,
            worker.headers(),
            worker.authority(),
            detached ? null : worker.deadline(),
            worker::turn,
            this::heard);
    peer = call;
    call.start(worker.headers(), body);
  }

  private void dropRequest() {
    request = Request.OVER;
    log.step(Step.DROPPED);
  }

  /** A stream goes on. */
  void moreOfTheRequest() {
    if (peer != null && !abandoned) {
      peer.send(worker.body());
    }
  }

  private void heard(PeerCall from) {
    if (from != peer) {
      return;
    }
    Answer heard = from.answer();
    if (reply == Reply.PASSED) {
      worker.answer(heard);
    } else if (reply == Reply.NONE) {
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
    if (from == peer && reply == Reply.NONE) {
      answered(from);
    }
  }

  private void ended(PeerCall from) {
    CompletableFuture<Optional<Op>> waiting = withdrawal;
    withdrawal = null;
    if (waiting == null) {
      answered(from);
    } else if (from.status().getCode() == Status.Code.CANCELLED) {
      back();
      waiting.complete(Optional.empty());
    } else {
      Op came = take(from);
      dropReply(Map.of());
      waiting.complete(came.kind() == OpKind.OK ? Optional.of(came) : Optional.empty());
    }
  }

  /** A poll has been taken back from the peer. */
  private void back() {
    peer = null;
    if (abandoned) {
      request = Request.OVER;
      switchboard.gate().forget(this);
    } else if (switchboard.gate().admit(this)) {
      // The gate was opened in the meantime.
      forward();
    } else {
      request = Request.PARKED;
    }
  }

  private void answered(PeerCall from) {
    take(from);
    if (abandoned) {
      reply = Reply.OVER;
      return;
    }
    switch (plan) {
      case HOLD -> holdReply();
      case DROP -> dropReply(Map.of());
      case ASK -> {
        Interceptor interceptor = switchboard.interceptor();
        rule(ruling(() -> interceptor.reply(this)));
      }
    }
  }

  private void rule(Ruling ruling) {
    if (ruling instanceof Ruling.Pass) {
      deliver();
    } else if (ruling instanceof Ruling.Hold || ruling instanceof Ruling.PassHoldingReply) {
      holdReply();
    } else if (ruling instanceof Ruling.Drop || ruling instanceof Ruling.DropReply) {
      dropReply(Map.of());
    } else if (ruling instanceof Ruling.Delay delay) {
      holdReply();
      worker.later(delay.by(), this::releaseReply);
    } else if (ruling instanceof Ruling.Fail fail) {
      dropReply(told(fail));
      worker.refuse(status(fail));
    }
  }

  /** Writes down the peer's answer. */
  private Op take(PeerCall from) {
    switchboard.gate().forget(this);
    Status status = from.status();
    Op op;
    if (status.isOk()) {
      op = log.answer(OpKind.OK, from.answer().message().map(reading::answered).orElse(Map.of()));
    } else {
      reading.failed(status.getCode());
      Map<String, String> told = told(status);
      op =
          Outcomes.refused(status.getCode())
              ? log.answer(OpKind.FAIL, told)
              : log.step(Step.LOST, told);
    }
    answer = op;
    answered.complete(op);
    return op;
  }

  private void holdReply() {
    reply = Reply.HELD;
    log.step(Step.REPLY_HELD);
  }

  private void dropReply(Map<String, String> details) {
    reply = Reply.OVER;
    log.step(Step.REPLY_DROPPED, details);
  }

  private void releaseReply() {
    if (reply == Reply.HELD && !abandoned) {
      deliver();
    }
  }

  private void deliver() {
    if (peer != null) {
      reply = Reply.PASSED;
      // Before it is handed over: what the worker does next is written down after it.
      handedOver = log.step(Step.DELIVERED);
      worker.answer(peer.answer());
    }
  }

  /** The worker's side has ended before its time. */
  void abandoned() {
    boolean whole = peer != null && peer.answer().status().isPresent();
    if (abandoned || (reply == Reply.PASSED && whole)) {
      return;
    }
    abandoned = true;
    log.step(Step.ABANDONED);
    if (request == Request.PARKED) {
      request = Request.OVER;
      switchboard.gate().forget(this);
    } else if (peer != null && !whole && !detached) {
      peer.cancel("the worker has cancelled the call, or is gone");
    }
  }

  /** The answer is on its way out of this process. */
  void written() {
    if (handedOver != null) {
      delivered.complete(handedOver);
    }
  }

  /** Lets a parked poll go on. */
  void unpark() {
    worker.turn(
        () -> {
          if (request == Request.PARKED && switchboard.gate().admit(this)) {
            forward();
          }
        });
  }

  /** Takes the poll back from the peer; completes with the answer that came all the same. */
  CompletableFuture<Optional<Op>> withdraw() {
    CompletableFuture<Optional<Op>> ended = new CompletableFuture<>();
    worker.turn(
        () -> {
          if (peer == null || request != Request.FORWARDED || answer != null || abandoned) {
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

  private static Map<String, String> told(Ruling.Fail fail) {
    return told(status(fail));
  }

  private static Map<String, String> told(Status status) {
    String description = status.getDescription();
    return Map.of(
        WireOp.STATUS,
        status.getCode().name(),
        WireOp.MESSAGE,
        description == null ? "" : description);
  }

  private static Status status(Ruling.Fail fail) {
    return Outcomes.code(fail.status()).toStatus().withDescription(fail.message());
  }

  @Override
  public Op arrived() {
    return log.arrived();
  }

  @Override
  public Optional<Op> answer() {
    return Optional.ofNullable(answer);
  }

  @Override
  public CompletableFuture<Op> answered() {
    return answered.copy();
  }

  @Override
  public CompletableFuture<Op> delivered() {
    return delivered.copy();
  }

  @Override
  public void release() {
    worker.turn(
        () -> {
          if (!releaseRequest()) {
            releaseReply();
          }
        });
  }

  @Override
  public void releaseHoldingReply() {
    worker.turn(
        () -> {
          if (request == Request.HELD || request == Request.PARKED) {
            plan = Plan.HOLD;
            releaseRequest();
          }
        });
  }

  private boolean releaseRequest() {
    if (request == Request.HELD) {
      goOn();
      return true;
    }
    if (request == Request.PARKED) {
      // Asked for by name: it passes, whatever the gate says.
      switchboard.gate().pass(this);
      forward();
      return true;
    }
    return false;
  }

  @Override
  public void drop() {
    worker.turn(
        () -> {
          if (request == Request.HELD || request == Request.PARKED) {
            switchboard.gate().forget(this);
            dropRequest();
          } else if (reply == Reply.HELD) {
            dropReply(Map.of());
          }
        });
  }
}
