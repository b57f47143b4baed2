package dev.crashproof.sweep;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.boundary.BoundaryKind;
import dev.crashproof.history.boundary.MessageName;
import dev.crashproof.history.boundary.PlannedBoundary;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.lane.LiveNames;
import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Passage;
import dev.crashproof.wire.Ruling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Lies in wait on a worker's wires for the message of one boundary. When it comes, it is held, and
 * from then on nothing else that this start of the worker sends goes on: the cut stands still until
 * the worker is dead.
 *
 * <p>What it promises to hold counts as held when the wire has written so: it must hear every op.
 */
final class Trap implements Interceptor, Consumer<Op> {
  // A statement that nothing is in the way of is answered long before.
  private static final long WAITS_MILLIS = 1000;

  private final BoundaryKind kind;
  private final MessageName target;
  private final Set<MessageName> leadsTo;
  private final Rivals rivals;
  private final LiveNames names;
  private final String worker;
  private final int start;
  private final CompletableFuture<Passage> met = new CompletableFuture<>();
  private final CompletableFuture<Passage> answerHeld = new CompletableFuture<>();
  private final CompletableFuture<Passage> confirmed = new CompletableFuture<>();
  private final CompletableFuture<Passage> assigned = new CompletableFuture<>();
  private final CompletableFuture<Passage> rival = new CompletableFuture<>();
  private final CompletableFuture<Passage> waiting = new CompletableFuture<>();
  private final Map<Written, Runnable> awaited = new HashMap<>();
  private final List<Passage> caught = new ArrayList<>();
  // Requests that were let pass and are not seen to have gone on.
  private final Set<Long> passing = new HashSet<>();
  // Of the tasks that the victim was given: whoever answers with one speaks for the dead.
  private final Set<String> tokens = new HashSet<>();
  private boolean sprung;
  private boolean rivalled;
  private boolean disarmed;

  private record Written(long exchange, Step step) {}

  /**
   * A trap for one start of a worker.
   *
   * @param planned the boundary
   * @param target its message's name
   * @param names how messages are recognised
   * @param worker the victim's name
   * @param start the victim's start
   */
  Trap(PlannedBoundary planned, MessageName target, LiveNames names, String worker, int start) {
    this.kind = planned.boundary().kind();
    this.target = target;
    this.leadsTo = planned.leadsTo();
    this.rivals = new Rivals(target);
    this.names = names;
    this.worker = worker;
    this.start = start;
  }

  /**
   * Completes when the boundary's message is here: held, or answered where that is the boundary.
   */
  CompletableFuture<Passage> met() {
    return met;
  }

  /** Completes when the answer to the boundary's message is here, held. */
  CompletableFuture<Passage> answerHeld() {
    return answerHeld;
  }

  /** Completes when the worker, which was handed the task, has sent something. */
  CompletableFuture<Passage> confirmed() {
    return confirmed;
  }

  /** Completes when, the cut standing still, the server hands the worker the next task: held. */
  CompletableFuture<Passage> assigned() {
    return assigned;
  }

  /**
   * Completes when another worker has come to the call whose late message is still held: held too.
   */
  CompletableFuture<Passage> rival() {
    return rival;
  }

  /**
   * Completes when a statement of another worker, of the activity whose late message is still held,
   * has long gone on and gets no answer: it waits for what the late one's transaction holds, and
   * its worker comes no nearer.
   */
  CompletableFuture<Passage> waiting() {
    return waiting;
  }

  /** Whether another worker's call is held here, or about to be. */
  synchronized boolean rivalled() {
    return rivalled;
  }

  /** Sees to it that nothing that was caught beside the boundary's message ever goes on. */
  void dropCaught() {
    takeCaught().forEach(Passage::drop);
  }

  /** Lets go all that was caught beside the boundary's message. */
  void releaseCaught() {
    takeCaught().forEach(Passage::release);
  }

  // Not under the lock: letting go writes ops, and every op is heard here.
  private synchronized List<Passage> takeCaught() {
    List<Passage> all = List.copyOf(caught);
    caught.clear();
    return all;
  }

  /** Lets all pass from now on. What is held stays held. */
  synchronized void disarm() {
    disarmed = true;
  }

  /**
   * Waits until what was let pass before the trap sprang has gone on: from then on the cut stands
   * still.
   *
   * @return whether it has
   */
  synchronized boolean awaitStill(Duration bound) throws InterruptedException {
    long end = System.nanoTime() + bound.toNanos();
    while (!passing.isEmpty()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  private synchronized void gone(Op op) {
    if (passing.remove(WireOp.exchange(op).orElse(-1)) && passing.isEmpty()) {
      notifyAll();
    }
  }

  @Override
  public void accept(Op op) {
    if (op.kind() != OpKind.INVOKE) {
      gone(op);
    }
    WireOp.step(op)
        .flatMap(step -> awaited(new Written(WireOp.exchange(op).orElse(-1), step)))
        .ifPresent(Runnable::run);
  }

  private synchronized Optional<Runnable> awaited(Written written) {
    return Optional.ofNullable(awaited.remove(written));
  }

  private void when(Passage passage, Step step, CompletableFuture<Passage> happens) {
    awaited.put(new Written(passage.arrived().index(), step), () -> happens.complete(passage));
  }

  @Override
  public synchronized Ruling request(Passage passage) {
    if (disarmed) {
      return Ruling.pass();
    }
    if (!ofVictim(passage.arrived())) {
      if (isOfOther(passage, rivals::include)) {
        return holdRival(passage);
      }
      if (isOfOther(passage, rivals::mayWait)) {
        watch(passage);
      }
      return Ruling.pass();
    }
    if (sprung) {
      return keep(passage);
    }
    if (kind != BoundaryKind.DELIVERED
        && kind != BoundaryKind.IDLE
        && names.request(passage).contains(target)) {
      sprung = true;
      when(passage, Step.HELD, met);
      when(passage, Step.REPLY_HELD, answerHeld);
      return Ruling.hold();
    }
    passing.add(passage.arrived().index());
    return Ruling.pass();
  }

  @Override
  public synchronized Ruling reply(Passage passage) {
    if (disarmed || !ofVictim(passage.arrived())) {
      return Ruling.pass();
    }
    passage.answer().flatMap(answer -> answer.detail(WireOp.TOKEN)).ifPresent(tokens::add);
    List<MessageName> tasks = names.tasks(passage);
    if (sprung) {
      if (tasks.stream().anyMatch(leadsTo::contains)) {
        when(passage, Step.REPLY_HELD, assigned);
      }
      caught.add(passage);
      return Ruling.hold();
    }
    if (comesWith(passage, tasks)) {
      sprung = true;
      met.complete(passage);
    }
    return Ruling.pass();
  }

  /** Whether the boundary's message is this answer, and not a request. */
  private boolean comesWith(Passage answered, List<MessageName> tasks) {
    return switch (kind) {
      case DELIVERED -> tasks.contains(target);
      case IDLE -> names.request(answered).contains(target);
      default -> false;
    };
  }

  private Ruling keep(Passage passage) {
    caught.add(passage);
    if (!passage.arrived().name().startsWith("Poll")) {
      confirmed.complete(passage);
    }
    return Ruling.hold();
  }

  private Ruling holdRival(Passage passage) {
    rivalled = true;
    when(passage, Step.HELD, rival);
    return Ruling.hold();
  }

  private void watch(Passage statement) {
    CompletableFuture.delayedExecutor(WAITS_MILLIS, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (!statement.answered().isDone()) {
                waiting.complete(statement);
              }
            });
  }

  private boolean ofVictim(Op op) {
    return op.process().equals(worker)
        && op.detail(WireOp.START).filter(Integer.toString(start)::equals).isPresent();
  }

  private boolean isOfOther(Passage passage, Predicate<MessageName> named) {
    return kind == BoundaryKind.LATE
        && sprung
        && !rivalled
        && passage.arrived().detail(WireOp.TOKEN).filter(tokens::contains).isEmpty()
        && names.request(passage).stream().anyMatch(named);
  }
}
