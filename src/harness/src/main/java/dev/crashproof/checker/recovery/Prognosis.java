package dev.crashproof.checker.recovery;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.recovery.Recovery;
import dev.crashproof.history.recovery.Replacement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Works out the longest chain of waits. What was pending waits side by side, and the outage runs
 * beside all of it: of a timeout of 10 s that began when the worker died, 8 s are left when the
 * replacement polls after 2 s. Then comes, at most once a run, the dead worker's sticky queue, and
 * then the workflow's own work.
 */
final class Prognosis {
  // The server takes a sticky queue for polled until its last poll is that old.
  private static final Duration STICKY_COUNTS_AS_POLLED = Duration.ofSeconds(10);
  private static final Set<String> CLIENT_CALLS = Set.of("start-workflow", "signal", "update");

  private final Recovery recovery;
  private final List<PendingAtDeath> open;
  private final List<PendingAtDeath> runs;
  private final List<EventHistory> eventHistories;
  private final Allowance allowance;
  private final PredictedItems items;

  Prognosis(
      Recovery recovery,
      List<PendingAtDeath> runs,
      List<EventHistory> eventHistories,
      Allowance allowance) {
    this.recovery = recovery;
    this.runs = runs;
    this.eventHistories = eventHistories;
    this.allowance = allowance;
    open = runs.stream().filter(r -> !r.closed()).toList();
    items = new PredictedItems(recovery.kill());
  }

  Prediction prediction() {
    return missing().<Prediction>map(Unpredictable::new).orElseGet(this::predicted);
  }

  private Optional<String> missing() {
    if (continuedUnknown()) {
      return Optional.of(
          "the workflow had continued as a new run: give that run's event history as well");
    }
    Optional<String> child =
        open.stream().flatMap(p -> p.children().stream()).filter(c -> !known(c)).findFirst();
    if (child.isPresent()) {
      return Optional.of(
          "the child workflow %s was running: give its event history as well"
              .formatted(child.get()));
    }
    Optional<Pending> endless =
        waitedFor().stream().filter(p -> Chain.of(p, allowance.timerShift()).isEmpty()).findFirst();
    if (endless.isPresent()) {
      return Optional.of(
          "nothing bounds the wait for %s: set a start-to-close or a heartbeat timeout"
              .formatted(endless.get().words()));
    }
    return (open.isEmpty() && !runs.isEmpty()) || poll().isPresent()
        ? Optional.empty()
        : Optional.of("no replacement was seen to poll for workflow tasks");
  }

  private boolean continuedUnknown() {
    return runs.stream()
        .flatMap(r -> r.atDeath().closing().stream())
        .flatMap(e -> e.attribute("newExecutionRunId").stream())
        .anyMatch(id -> eventHistories.stream().noneMatch(h -> h.runId().equals(id)));
  }

  private boolean known(String workflowId) {
    return eventHistories.stream().anyMatch(h -> h.workflowId().equals(workflowId));
  }

  private Optional<Op> poll() {
    return recovery.replacement().flatMap(Replacement::firstPoll);
  }

  private List<Pending> waitedFor() {
    return open.stream().flatMap(p -> p.waitedFor().stream()).toList();
  }

  private Prediction predicted() {
    items.until(recovery.dead(), "death seen");
    if (!open.isEmpty() || runs.isEmpty()) {
      untilItPolls();
      longestWait();
      items.add("held up: the harness held what the dead worker had sent", recovery.heldUp());
      if (runs.isEmpty() || open.stream().allMatch(PendingAtDeath::forItsClientAlone)) {
        forItsClient();
      }
      open.forEach(this::sticky);
      work();
    }
    items.add("busy machine", allowance.busyMachine());
    return items.prediction();
  }

  private void untilItPolls() {
    Replacement replacement = recovery.replacement().orElseThrow();
    if (replacement.cold()) {
      replacement.firstSign().ifPresent(op -> items.until(op, "process start"));
    }
    poll().ifPresent(op -> items.until(op, "first poll"));
  }

  private void longestWait() {
    waitedFor().stream()
        .flatMap(p -> Chain.of(p, allowance.timerShift()).stream())
        .filter(this::notWithinWork)
        .max(Comparator.comparingLong(Chain::endNanos))
        .ifPresent(
            chain -> {
              chain.steps().forEach(step -> items.until(step.untilNanos(), step.what()));
              items.show(chain.pending().ops());
            });
  }

  // A fault-free run waits for its timers as well, so that a timer which ran on during the outage
  // is paid for; unless it is longer than any fault-free run.
  private boolean notWithinWork(Chain chain) {
    return !(chain.pending() instanceof Pending.RunningTimer timer)
        || timer.dueNanos() - recovery.dead().nanos() > allowance.work().toNanos();
  }

  private void forItsClient() {
    recovery
        .point()
        .after(recovery.dead())
        .first(op -> op.kind() == OpKind.INVOKE && CLIENT_CALLS.contains(op.name()))
        .ifPresent(op -> items.until(op, "outside: until the client's " + op.name()));
  }

  private void sticky(PendingAtDeath run) {
    long forgotten =
        recovery.dead().nanos() + STICKY_COUNTS_AS_POLLED.plus(allowance.timerShift()).toNanos();
    boolean due =
        run.forItsClientAlone()
            ? items.atNanos() <= forgotten
            : run.waitedFor().stream()
                .flatMap(p -> Chain.of(p, Duration.ZERO).stream())
                .anyMatch(chain -> chain.endNanos() <= forgotten);
    run.stickyTimeout()
        .filter(timeout -> due)
        .ifPresent(
            timeout ->
                items.add(
                    "sticky wait: the next workflow task goes to the dead worker's sticky queue",
                    timeout.plus(allowance.timerShift())));
  }

  private void work() {
    items.add("work: a whole fault-free run", allowance.work());
    Set<Event> known =
        runs.stream().flatMap(r -> r.atDeath().events().stream()).collect(Collectors.toSet());
    long timers =
        eventHistories.stream()
            .flatMap(h -> h.all(e -> e.is("TimerFired")).stream())
            .filter(e -> !known.contains(e))
            .count();
    items.add(
        "the server's timer shift, timers fired since: %d".formatted(timers),
        allowance.timerShift().multipliedBy(timers));
  }
}
