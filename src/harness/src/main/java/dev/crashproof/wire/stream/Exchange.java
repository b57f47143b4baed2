package dev.crashproof.wire.stream;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.Step;
import dev.crashproof.wire.Passage;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. Its state belongs to the loop's thread; what others ask of it, by the
 * methods of {@link Passage}, they ask there.
 */
final class Exchange<R extends Request> implements Passage {

  /** What became of the request. */
  enum Sending {
    HELD,
    WAITING,
    FORWARDED,
    DROPPED,
    REFUSED
  }

  /** What is to become of the answer. */
  enum Receiving {
    DELIVER,
    HOLD,
    DROP
  }

  private final R request;
  private final Journal journal;
  private final Op arrived;
  private final Control<R> control;
  private final CompletableFuture<Op> answered = new CompletableFuture<>();
  private final CompletableFuture<Op> delivered = new CompletableFuture<>();
  private volatile @Nullable Op answer;
  private Sending sending = Sending.WAITING;
  private Receiving receiving = Receiving.DELIVER;
  private @Nullable Refusal refusal;
  private boolean late;
  private boolean complete;
  private boolean asked;
  private boolean abandoned;

  /** Does on the loop's thread what a passage is asked for. */
  interface Control<R extends Request> {
    void later(Exchange<R> exchange, Consumer<Exchange<R>> action);

    void release(Exchange<R> exchange);

    void releaseHoldingReply(Exchange<R> exchange);

    void drop(Exchange<R> exchange);
  }

  Exchange(R request, Journal journal, Control<R> control) {
    this.request = request;
    this.journal = journal;
    this.control = control;
    this.arrived = journal.arrived(request);
  }

  @Override
  public Op arrived() {
    return arrived;
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
    control.later(this, control::release);
  }

  @Override
  public void releaseHoldingReply() {
    control.later(this, control::releaseHoldingReply);
  }

  @Override
  public void drop() {
    control.later(this, control::drop);
  }

  R request() {
    return request;
  }

  Sending sending() {
    return sending;
  }

  void sending(Sending now) {
    sending = now;
  }

  Receiving receiving() {
    return receiving;
  }

  void receiving(Receiving now) {
    receiving = now;
  }

  @Nullable Refusal refusal() {
    return refusal;
  }

  void refusal(Refusal error) {
    refusal = error;
  }

  /** Whether it was let go when its sender was dead, and an answer can still come. */
  boolean awaitedLate() {
    return late && complete && !asked;
  }

  /** All its bytes are there. */
  void complete() {
    complete = true;
  }

  /** The peer wants more of the worker before it can answer. */
  void asked() {
    asked = true;
  }

  /** It was let go when its sender was dead. */
  void late() {
    late = true;
  }

  /** Its sender ended before the answer came; said once. */
  void abandoned() {
    abandoned = true;
    step(Step.ABANDONED);
  }

  boolean isAbandoned() {
    return abandoned;
  }

  boolean isAnswered() {
    return answer != null;
  }

  void step(Step step) {
    step(step, Map.of());
  }

  Op step(Step step, Map<String, String> details) {
    return journal.step(arrived, step, details);
  }

  /** Writes the peer's answer down; who waits for it is told by {@link #tellAnswered}. */
  void answered(OpKind kind, Map<String, String> details) {
    answer = journal.answer(arrived, kind, details);
  }

  void lost(Map<String, String> details) {
    answer = step(Step.LOST, details);
  }

  void tellAnswered() {
    Op op = answer;
    if (op != null) {
      answered.complete(op);
    }
  }

  void delivered(Op op) {
    delivered.complete(op);
  }
}
