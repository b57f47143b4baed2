package dev.crashproof.wire.grpc;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.Step;
import io.grpc.Status;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Writes the peer's answer down, and tells it to who waits for it. */
final class AnswerLog {
  private final Reading reading;
  private final ExchangeLog log;
  private final CompletableFuture<Op> answered = new CompletableFuture<>();
  private volatile @Nullable Op answer;

  AnswerLog(Reading reading, ExchangeLog log) {
    this.reading = reading;
    this.log = log;
  }

  CompletableFuture<Op> answered() {
    return answered;
  }

  Optional<Op> answer() {
    return Optional.ofNullable(answer);
  }

  /** The answer has come. */
  Op write(PeerCall from) {
    Op op = op(from);
    answer = op;
    answered.complete(op);
    return op;
  }

  private Op op(PeerCall from) {
    Status status = from.status();
    if (status.isOk()) {
      return log.answer(OpKind.OK, from.answer().message().map(reading::answered).orElse(Map.of()));
    }
    reading.failed(status.getCode());
    Map<String, String> told = Outcomes.told(status);
    return Outcomes.refused(status.getCode())
        ? log.answer(OpKind.FAIL, told)
        : log.step(Step.LOST, told);
  }
}
