package dev.crashproof.measure.recovery;

import dev.crashproof.history.ActivityRun;
import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Op;
import dev.crashproof.history.recovery.ActivityDeadline;
import dev.crashproof.history.recovery.HandedTask;
import dev.crashproof.history.recovery.Recovery;
import dev.crashproof.history.recovery.RetryPolicy;
import dev.crashproof.history.recovery.ServerClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells what an attempt at an activity waited for: the timeout of the attempt before it, then the
 * backoff of its retry policy. The event history keeps neither; both are computed from what was
 * scheduled and from what the wire tells of the earlier attempt.
 */
final class ActivityWaits {
  private final Recovery recovery;
  private final List<HandedTask> tasks;
  private final ServerClock clock;
  private final Duration timerShift;

  ActivityWaits(Recovery recovery, List<HandedTask> tasks, ServerClock clock, Duration timerShift) {
    this.recovery = recovery;
    this.tasks = tasks;
    this.clock = clock;
    this.timerShift = timerShift;
  }

  /** What was waited for in the gap that the activity's task ended. */
  List<Stretch> before(HandedTask task, EventHistory eventHistory, Gap gap) {
    List<Stretch> found = new ArrayList<>();
    eventHistory.activities().stream()
        .filter(a -> a.activityId().equals(task.activityId()))
        .findFirst()
        .ifPresent(run -> attempt(run, task.attempt(), task.workflowId(), gap, found));
    return found;
  }

  /** What was waited for before the activity ended, in whosoever's hands it was. */
  void ended(ActivityRun run, Event ended, Gap gap, List<Stretch> found) {
    long at = clock.nanos(ended);
    long started = run.started().map(clock::nanos).orElseGet(() -> clock.nanos(run.scheduled()));
    boolean timedOut = ended.is("ActivityTaskTimedOut");
    found.add(
        Stretch.of(
            timedOut ? Cause.TASK_TIMEOUT : Cause.WORK,
            started,
            at,
            timedOut
                ? "%s was under way until the server gave it up (event %d)"
                    .formatted(run.name(), ended.id())
                : "%s was under way (event %d)".formatted(run.name(), ended.id())));
    attempt(
        run,
        Math.max(1, run.attempts()),
        recovery.workflowId(),
        new Gap(gap.fromNanos(), started),
        found);
  }

  private void attempt(
      ActivityRun run, int attempt, String workflowId, Gap gap, List<Stretch> found) {
    long scheduled = clock.nanos(run.scheduled());
    String queue = run.scheduled().attribute("taskQueue").orElse("?");
    if (attempt <= 1) {
      found.add(Dispatch.of(scheduled, gap, queue));
      return;
    }
    Optional<HandedTask> previous =
        tasks.stream()
            .filter(t -> t.workflowId().equals(workflowId))
            .filter(t -> t.activityId().equals(run.activityId()) && t.attempt() == attempt - 1)
            .max(Comparator.comparingLong(t -> t.handed().index()));
    Optional<Op> failed =
        previous.flatMap(
            t -> recovery.reaped(t.token()).or(() -> t.committed().filter(op -> t.failed())));
    if (failed.isPresent()) {
      afterFailure(run, attempt, failed.get(), gap, found);
    } else {
      afterTimeout(run, attempt, previous, gap, found);
    }
  }

  private void afterFailure(ActivityRun run, int attempt, Op failed, Gap gap, List<Stretch> found) {
    boolean reaped = failed.name().equals("reap");
    // Whoever fails a dead worker's task asks for the retry at once.
    Duration backoff =
        reaped ? Duration.ZERO : RetryPolicy.of(run.scheduled()).backoff(attempt - 1);
    long due = failed.nanos() + backoff.toNanos();
    shift(run, attempt, due, due + timerShift.toNanos(), gap, found);
    found.add(
        Stretch.of(
            Cause.RETRY_BACKOFF,
            failed.nanos(),
            due,
            "%s was to be tried again %s after attempt %d had failed"
                .formatted(run.name(), Words.seconds(backoff), attempt - 1),
            failed));
    if (reaped) {
      found.add(
          Stretch.of(
              Cause.RETRY_BACKOFF,
              gap.fromNanos(),
              failed.nanos(),
              "the harness had yet to fail attempt %d at %s by its token"
                  .formatted(attempt - 1, run.name()),
              failed));
    }
  }

  private void afterTimeout(
      ActivityRun run, int attempt, Optional<HandedTask> previous, Gap gap, List<Stretch> found) {
    long scheduled = clock.nanos(run.scheduled());
    long started = previous.map(t -> t.handed().nanos()).orElse(scheduled);
    List<Op> beats = previous.map(HandedTask::beats).orElse(List.of());
    Optional<ActivityDeadline> deadline =
        ActivityDeadline.of(run.scheduled(), scheduled, started, beats);
    if (deadline.isEmpty()) {
      return;
    }
    Duration backoff = RetryPolicy.of(run.scheduled()).backoff(attempt - 1);
    long timedOut = deadline.get().atNanos();
    long due = timedOut + backoff.toNanos();
    // Both the timeout and the retry are timers of the server.
    shift(run, attempt, due, due + 2 * timerShift.toNanos(), gap, found);
    found.add(
        Stretch.of(
            Cause.RETRY_BACKOFF,
            timedOut,
            due,
            "%s was to be tried again %s after attempt %d had timed out"
                .formatted(run.name(), Words.seconds(backoff), attempt - 1)));
    found.add(
        new Stretch(
            Cause.TASK_TIMEOUT,
            started,
            timedOut,
            "attempt %d at %s was with %s until its %s timeout of %s"
                .formatted(
                    attempt - 1,
                    run.name(),
                    previous.map(t -> t.to().toString()).orElse("nobody known"),
                    deadline.get().timeout(),
                    Words.seconds(deadline.get().length())),
            previous
                .map(
                    t ->
                        beats.isEmpty()
                            ? List.of(t.handed())
                            : List.of(beats.get(beats.size() - 1)))
                .orElse(List.of())));
  }

  private static void shift(
      ActivityRun run, int attempt, long due, long latest, Gap gap, List<Stretch> found) {
    found.add(
        Stretch.of(
            Cause.RETRY_BACKOFF,
            due,
            latest,
            "attempt %d at %s was due and had not come: the server's timer shift"
                .formatted(attempt, run.name())));
    found.add(Dispatch.of(Math.max(latest, gap.fromNanos()), gap, run.name().toString()));
  }
}
