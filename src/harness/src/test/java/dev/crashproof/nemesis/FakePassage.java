package dev.crashproof.nemesis;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Passage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A passage that only writes down, where all write, what it is told. */
record FakePassage(Op arrived, List<String> told) implements Passage {

  static FakePassage of(String worker, int start, String wire, String name, List<String> told) {
    Map<String, String> details =
        Map.of(WireOp.WIRE, wire, WireOp.START, Integer.toString(start), WireOp.CONNECTION, "1");
    return new FakePassage(new Op(0, 0, OpKind.INVOKE, worker, name, details), told);
  }

  @Override
  public Optional<Op> answer() {
    return Optional.empty();
  }

  @Override
  public CompletableFuture<Op> answered() {
    return new CompletableFuture<>();
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
