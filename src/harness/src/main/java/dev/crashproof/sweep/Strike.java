package dev.crashproof.sweep;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.boundary.BoundaryKind;
import dev.crashproof.history.recovery.Recovery;
import dev.crashproof.lane.PlayException;
import dev.crashproof.lane.WorkerSlot;
import dev.crashproof.process.Death;
import dev.crashproof.wire.Passage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One strike at one boundary: the message is held, brought to where the boundary is, the worker's
 * process group killed and seen empty, and what was held is dropped or, for a late message, kept.
 */
final class Strike {
  // What the server does at once, it does within milliseconds; this is for a machine that is busy.
  private static final Duration AT_ONCE = Duration.ofSeconds(5);
  // A worker that was handed a task and stays silent has it all the same.
  private static final Duration TO_BE_HEARD = Duration.ofMillis(500);

  private final Boundary boundary;
  private final Trap trap;
  private final WorkerSlot victim;
  private final Recorder recorder;

  Strike(Boundary boundary, Trap trap, WorkerSlot victim, Recorder recorder) {
    this.boundary = boundary;
    this.trap = trap;
    this.victim = victim;
    this.recorder = recorder;
  }

  /**
   * Kills the worker at the boundary.
   *
   * @param passage the boundary's message
   * @param beforeStrike what the crew does when the cut stands still
   * @return the death; empty where the boundary was not reached after all, and nobody was killed
   */
  Optional<Death> kill(Passage passage, Runnable beforeStrike) {
    boolean idle = boundary.kind() == BoundaryKind.IDLE;
    if (!still()) {
      return Optional.empty();
    }
    record("strike", struck(boundary, victim, idle ? Optional.empty() : Optional.of(passage)));
    beforeStrike.run();
    if (!brought(passage)) {
      return Optional.empty();
    }
    Death death = victim.kill();
    trap.dropCaught();
    if (!idle && boundary.kind() != BoundaryKind.LATE) {
      passage.drop();
      letGo(passage, "dropped", Map.of());
    }
    return Optional.of(death);
  }

  /** Kills a worker that has nothing to do, and no workflow to wait for. */
  static Death killIdle(Boundary boundary, WorkerSlot victim, Recorder recorder) {
    recorder.record(OpKind.INFO, "harness", "strike", struck(boundary, victim, Optional.empty()));
    return victim.kill();
  }

  /**
   * Delivers a late message, its sender being dead: to be called when the replacement has come to
   * the same call, where it is held, or waits for what the message's transaction holds, or when all
   * is over without either.
   */
  void deliverLate(Passage passage) {
    trap.disarm();
    passage.release();
    within(AT_ONCE, passage.answered());
    if (trap.rivalled()) {
      letGo(passage, "delivered", Map.of());
      within(AT_ONCE, trap.rival()).ifPresent(Passage::release);
    } else {
      Op since = trap.waiting().getNow(passage).arrived();
      letGo(passage, "delivered", Map.of(Recovery.HELD_UP_SINCE, Long.toString(since.index())));
    }
  }

  /** Lets all go that is held: nobody was struck. */
  void callOff(Passage passage) {
    trap.disarm();
    passage.release();
    trap.releaseCaught();
  }

  private boolean still() {
    try {
      return trap.awaitStill(AT_ONCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlayException("The sweep was interrupted in the middle of a strike.", e);
    }
  }

  private boolean brought(Passage passage) {
    return switch (boundary.kind()) {
      case BEFORE, LATE -> true;
      case IDLE -> within(AT_ONCE, passage.delivered()).isPresent();
      case DELIVERED -> {
        within(TO_BE_HEARD, trap.confirmed());
        yield passage.delivered().isDone();
      }
      case AFTER_IDLE -> committed(passage);
      case AFTER_ASSIGNED -> committed(passage) && within(AT_ONCE, trap.assigned()).isPresent();
    };
  }

  private boolean committed(Passage passage) {
    passage.releaseHoldingReply();
    return within(AT_ONCE, passage.answered())
            .filter(answer -> answer.kind() == OpKind.OK)
            .isPresent()
        && within(AT_ONCE, trap.answerHeld()).isPresent();
  }

  private static <T> Optional<T> within(Duration bound, CompletableFuture<T> future) {
    try {
      return Optional.of(future.get(bound.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlayException("The sweep was interrupted in the middle of a strike.", e);
    }
  }

  private static Map<String, String> struck(
      Boundary boundary, WorkerSlot victim, Optional<Passage> passage) {
    Map<String, String> details = new HashMap<>();
    details.put("boundary", boundary.toString());
    details.put("worker", victim.name());
    details.put("start", Integer.toString(victim.start()));
    passage.ifPresent(p -> details.put("exchange", Long.toString(p.arrived().index())));
    return details;
  }

  private void letGo(Passage passage, String how, Map<String, String> more) {
    Map<String, String> details = new HashMap<>(more);
    details.put("exchange", Long.toString(passage.arrived().index()));
    details.put("how", how);
    record("let-go", details);
  }

  private Op record(String name, Map<String, String> details) {
    return recorder.record(OpKind.INFO, "harness", name, details);
  }
}
