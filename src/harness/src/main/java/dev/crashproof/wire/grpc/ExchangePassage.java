package dev.crashproof.wire.grpc;

import dev.crashproof.history.Op;
import dev.crashproof.wire.Passage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An exchange as an interceptor has it in hand. What is asked for happens in the connection's turn.
 */
record ExchangePassage(
    Exchange exchange, WorkerCall worker, Op arrived, AnswerLog answers, Delivery delivery)
    implements Passage {

  @Override
  public Optional<Op> answer() {
    return answers.answer();
  }

  @Override
  public CompletableFuture<Op> answered() {
    return answers.answered().copy();
  }

  @Override
  public CompletableFuture<Op> delivered() {
    return delivery.delivered().copy();
  }

  @Override
  public void release() {
    worker.turn(exchange::release);
  }

  @Override
  public void releaseHoldingReply() {
    worker.turn(exchange::releaseHoldingReply);
  }

  @Override
  public void drop() {
    worker.turn(exchange::drop);
  }
}
