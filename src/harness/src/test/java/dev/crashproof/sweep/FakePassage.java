package dev.crashproof.sweep;

import dev.crashproof.history.Op;
import dev.crashproof.wire.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A passage that only writes down what it is told. */
final class FakePassage implements Passage {
  private final Op arrived;
  private final Optional<Op> answer;
  final List<String> told = new ArrayList<>();

  FakePassage(Op arrived) {
    this(arrived, Optional.empty());
  }

  FakePassage(Op arrived, Optional<Op> answer) {
    this.arrived = arrived;
    this.answer = answer;
  }

  @Override
  public Op arrived() {
    return arrived;
  }

  @Override
  public Optional<Op> answer() {
    return answer;
  }

  @Override
  public CompletableFuture<Op> answered() {
    return answer.map(CompletableFuture::completedFuture).orElseGet(CompletableFuture::new);
  }

  @Override
  public CompletableFuture<Op> delivered() {
    return new CompletableFuture<>();
  }

  @Override
  public void release() {
    told.add("release");
  }

  @Override
  public void releaseHoldingReply() {
    told.add("release holding reply");
  }

  @Override
  public void drop() {
    told.add("drop");
  }
}
