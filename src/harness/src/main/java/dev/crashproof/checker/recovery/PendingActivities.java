package dev.crashproof.checker.recovery;

import dev.crashproof.history.ActivityRun;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Op;
import dev.crashproof.history.recovery.ActivityDeadline;
import dev.crashproof.history.recovery.HandedTask;
import dev.crashproof.history.recovery.RetryPolicy;
import dev.crashproof.history.recovery.ServerClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The activities that were pending when the worker died. */
final class PendingActivities {
  private final EventHistory atDeath;
  private final DeadHands hands;
  private final ServerClock clock;

  PendingActivities(EventHistory atDeath, DeadHands hands, ServerClock clock) {
    this.atDeath = atDeath;
    this.hands = hands;
    this.clock = clock;
  }

  List<Pending> pending() {
    return atDeath.activities().stream()
        .filter(a -> a.ended().isEmpty())
        .flatMap(a -> pending(a).stream())
        .toList();
  }

  private Optional<Pending> pending(ActivityRun run) {
    Optional<HandedTask> handed = hands.activity(run.activityId());
    if (handed.isEmpty()) {
      return Optional.of(new Pending.QueuedActivity(run.name()));
    }
    HandedTask task = handed.get();
    Optional<Op> committed = hands.committed(task);
    if (committed.isEmpty()) {
      return Optional.of(started(run, task));
    }
    // One that ended while a workflow task was under way is written down after that task.
    return task.failed() && retries(run, task)
        ? Optional.of(
            new Pending.BackedOffActivity(
                run.name(),
                committed.get().nanos(),
                RetryPolicy.of(run.scheduled()).backoff(task.attempt()),
                List.of(committed.get())))
        : Optional.empty();
  }

  private Pending started(ActivityRun run, HandedTask task) {
    List<Op> beats = task.beats();
    Optional<ActivityDeadline> deadline =
        ActivityDeadline.of(
            run.scheduled(), clock.nanos(run.scheduled()), task.handed().nanos(), beats);
    return new Pending.StartedActivity(
        run.name(),
        task.attempt(),
        deadline,
        retries(run, task)
            ? RetryPolicy.of(run.scheduled()).backoff(task.attempt())
            : Duration.ZERO,
        beats.isEmpty()
            ? List.of(task.handed())
            : List.of(task.handed(), beats.get(beats.size() - 1)));
  }

  private static boolean retries(ActivityRun run, HandedTask task) {
    return RetryPolicy.of(run.scheduled()).retriesAfter(task.attempt());
  }
}
