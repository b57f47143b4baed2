package dev.crashproof.wire;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A passage that only writes down what it is told.
 *
 * @param arrived the request
 * @param answer its answer, if there is one
 * @param told what it was told, each with the request's name; others may write there too
 */
public record FakePassage(Op arrived, Optional<Op> answer, List<String> told) implements Passage {

  /** A request without an answer. */
  public FakePassage(Op arrived) {
    this(arrived, Optional.empty());
  }

  /** A request and its answer. */
  public FakePassage(Op arrived, Optional<Op> answer) {
    this(arrived, answer, new ArrayList<>());
  }

  /** A request of a worker's start on a wire, written down where all write. */
  public static FakePassage of(
      String worker, int start, String wire, String name, List<String> told) {
    Map<String, String> details =
        Map.of(WireOp.WIRE, wire, WireOp.START, Integer.toString(start), WireOp.CONNECTION, "1");
    return new FakePassage(
        new Op(0, 0, OpKind.INVOKE, worker, name, details), Optional.empty(), told);
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
    told.add("release " + arrived.name());
  }

  @Override
  public void releaseHoldingReply() {
    told.add("release holding reply " + arrived.name());
  }

  @Override
  public void drop() {
    told.add("drop " + arrived.name());
  }
}
