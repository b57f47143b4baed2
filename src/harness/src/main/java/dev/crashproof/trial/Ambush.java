package dev.crashproof.trial;

import dev.crashproof.history.Op;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.boundary.BoundaryKind;
import dev.crashproof.history.boundary.MessageName;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.lane.LiveNames;
import dev.crashproof.nemesis.Victim;
import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Passage;
import dev.crashproof.wire.Ruling;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits on the wires of whoever serves for the moment of the next fault, and holds the message that
 * shows it. One moment at a time.
 *
 * <p>What it promises to hold counts as held when the wire has written so: it must hear every op.
 */
final class Ambush implements Interceptor, Consumer<Op> {
  private final LiveNames names;
  private final Supplier<Victim> serving;
  private final Map<Written, Runnable> awaited = new HashMap<>();
  private @Nullable Lookout lookout;

  private record Written(long exchange, Step step) {}

  /**
   * What is waited for.
   *
   * @param boundary where; empty where any task of the workflow that is handed over will do
   * @param caught completes when it has come
   */
  private record Lookout(Optional<Boundary> boundary, CompletableFuture<Caught> caught) {
    boolean at(BoundaryKind kind) {
      return boundary.filter(b -> b.kind() == kind).isPresent();
    }

    MessageName message() {
      return MessageName.parse(boundary.orElseThrow().message());
    }
  }

  Ambush(LiveNames names, Supplier<Victim> serving) {
    this.names = names;
    this.serving = serving;
  }

  /**
   * Completes when whoever serves comes to the boundary: its message is held then.
   *
   * @throws IllegalArgumentException for a boundary at which a sweep alone can strike
   */
  synchronized CompletableFuture<Caught> at(Boundary boundary) {
    switch (boundary.kind()) {
      case BEFORE, AFTER_IDLE, AFTER_ASSIGNED, DELIVERED -> {}
      default ->
          throw new IllegalArgumentException(
              "A schedule's fault can't strike at \"%s\": use before, after or delivered, or a sweep."
                  .formatted(boundary));
    }
    return lookFor(Optional.of(boundary));
  }

  /** Completes when a task of the workflow is handed to whoever serves: it is held then. */
  synchronized CompletableFuture<Caught> handOver() {
    return lookFor(Optional.empty());
  }

  private CompletableFuture<Caught> lookFor(Optional<Boundary> boundary) {
    CompletableFuture<Caught> caught = new CompletableFuture<>();
    lookout = new Lookout(boundary, caught);
    return caught;
  }

  /** Waits for nothing any more. */
  synchronized void disarm() {
    lookout = null;
  }

  @Override
  public synchronized Ruling request(Passage passage) {
    Lookout waiting = lookout;
    if (waiting == null
        || waiting.boundary().isEmpty()
        || waiting.at(BoundaryKind.DELIVERED)
        || !ofServing(passage.arrived())
        || !names.request(passage).contains(waiting.message())) {
      return Ruling.pass();
    }
    lookout = null;
    if (waiting.at(BoundaryKind.BEFORE)) {
      when(passage, Step.HELD, waiting, Caught.Side.REQUEST);
      return Ruling.hold();
    }
    when(passage, Step.REPLY_HELD, waiting, Caught.Side.REPLY);
    return Ruling.passHoldingReply();
  }

  @Override
  public synchronized Ruling reply(Passage passage) {
    Lookout waiting = lookout;
    if (waiting == null || !ofServing(passage.arrived())) {
      return Ruling.pass();
    }
    if (waiting.boundary().isEmpty() && !names.tasks(passage).isEmpty()) {
      lookout = null;
      when(passage, Step.REPLY_HELD, waiting, Caught.Side.REPLY);
      return Ruling.hold();
    }
    if (waiting.at(BoundaryKind.DELIVERED) && names.tasks(passage).contains(waiting.message())) {
      lookout = null;
      var unused = passage.delivered().thenRun(() -> waiting.caught().complete(Caught.nothing()));
    }
    return Ruling.pass();
  }

  private void when(Passage passage, Step step, Lookout waiting, Caught.Side side) {
    Caught caught = new Caught(Optional.of(passage), side);
    awaited.put(
        new Written(passage.arrived().index(), step), () -> waiting.caught().complete(caught));
  }

  @Override
  public void accept(Op op) {
    WireOp.step(op)
        .flatMap(step -> written(new Written(WireOp.exchange(op).orElse(-1), step)))
        .ifPresent(Runnable::run);
  }

  private synchronized Optional<Runnable> written(Written what) {
    return Optional.ofNullable(awaited.remove(what));
  }

  private boolean ofServing(Op op) {
    Victim victim = serving.get();
    return op.process().equals(victim.name())
        && op.detail(WireOp.START).filter(Integer.toString(victim.start())::equals).isPresent();
  }
}
