package dev.crashproof.history.recovery;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Op;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sets the server's wall clock against the harness's monotonic one. The anchor is the wall time
 * that the harness read at {@code begin}; where the server is on another machine its clock may be
 * off, so the anchor is moved as little as it takes for effects not to precede their causes: a
 * workflow task completes between the forwarding of its answer and the server's reply to it, and is
 * started before it is handed over.
 *
 * @param nanos the anchor by the harness's clock
 * @param instant the anchor by the server's clock
 */
public record ServerClock(long nanos, Instant instant) {

  /** The clock of a recovery; empty where neither an anchor nor a task ties the two together. */
  public static Optional<ServerClock> of(
      Recovery recovery, List<HandedTask> tasks, List<EventHistory> eventHistories) {
    Bounds bounds = new Bounds();
    Optional<ServerClock> anchored =
        recovery
            .begin()
            .flatMap(
                op -> op.detail("wall").map(w -> new ServerClock(op.nanos(), Instant.parse(w))));
    Optional<ServerClock> clock =
        anchored.or(() -> tasks.stream().flatMap(t -> tie(t, eventHistories).stream()).findFirst());
    if (clock.isEmpty()) {
      return clock;
    }
    for (HandedTask task : tasks) {
      bounds.tighten(clock.get(), task, eventHistories);
    }
    return clock.map(c -> new ServerClock(c.nanos() + bounds.shift(), c.instant()));
  }

  /** When the event was written, by the harness's clock. */
  public long nanos(Event event) {
    return nanos + Duration.between(instant, event.time()).toNanos();
  }

  private static Optional<ServerClock> tie(HandedTask task, List<EventHistory> eventHistories) {
    return started(task, eventHistories)
        .map(event -> new ServerClock(task.handed().nanos(), event.time()));
  }

  // Of later attempts the server writes the events when they end; their times are another matter.
  private static Optional<Event> started(HandedTask task, List<EventHistory> eventHistories) {
    return task.kind() == HandedTask.Kind.WORKFLOW && task.attempt() == 1
        ? history(task, eventHistories)
            .flatMap(h -> h.event(task.startedEventId()))
            .filter(e -> e.is("WorkflowTaskStarted"))
        : Optional.empty();
  }

  private static Optional<EventHistory> history(
      HandedTask task, List<EventHistory> eventHistories) {
    return eventHistories.stream().filter(task::isOf).findFirst();
  }

  private static Optional<Event> completed(HandedTask task, List<EventHistory> eventHistories) {
    String started = Long.toString(task.startedEventId());
    return history(task, eventHistories)
        .flatMap(
            h ->
                h.first(
                    e ->
                        e.is("WorkflowTaskCompleted")
                            && e.attribute("startedEventId").filter(started::equals).isPresent()));
  }

  /** By how much the anchor may be moved. */
  private static final class Bounds {
    private long least = Long.MIN_VALUE;
    private long most = Long.MAX_VALUE;

    void tighten(ServerClock clock, HandedTask task, List<EventHistory> eventHistories) {
      started(task, eventHistories)
          .ifPresent(e -> most = Math.min(most, task.handed().nanos() - clock.nanos(e)));
      Optional<Op> committed = task.committed();
      if (committed.isPresent()) {
        completed(task, eventHistories)
            .ifPresent(
                e -> {
                  long at = clock.nanos(e);
                  most = Math.min(most, committed.get().nanos() - at);
                  task.settling().ifPresent(op -> least = Math.max(least, op.nanos() - at));
                });
      }
    }

    long shift() {
      if (least > most) {
        return least + (most - least) / 2;
      }
      return Math.min(Math.max(0, least), most);
    }
  }
}
