package dev.crashproof.measure.recovery;

import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.recovery.Recovery;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One recovery, from the kill to the moment when the client saw the workflow closed, split into
 * named causes. The segments are exclusive, in time order, and leave nothing out: their sum is the
 * whole.
 *
 * @param workflowId the workflow
 * @param boundary where its worker was killed, if the history tells
 * @param mode {@code unassisted} or {@code assisted}; empty where the history does not tell
 * @param fromNanos the kill, by the lane's clock
 * @param toNanos when the client saw the workflow closed
 * @param segments the segments
 */
public record RecoverySplit(
    String workflowId,
    Optional<Boundary> boundary,
    String mode,
    long fromNanos,
    long toNanos,
    List<Segment> segments) {

  /** The server's default of {@code history.timerProcessorMaxTimeShift}. */
  public static final Duration DEFAULT_TIMER_SHIFT = Duration.ofSeconds(1);

  /**
   * Copies the segments, so that a split never changes.
   *
   * @throws IllegalArgumentException if they overlap, or leave something out
   */
  public RecoverySplit {
    segments = List.copyOf(segments);
    long at = fromNanos;
    for (Segment segment : segments) {
      if (segment.fromNanos() != at) {
        throw new IllegalArgumentException(
            "The segments of %s must follow one another: at %d comes one from %d."
                .formatted(workflowId, at, segment.fromNanos()));
      }
      at = segment.toNanos();
    }
    if (at != toNanos) {
      throw new IllegalArgumentException(
          "The segments of %s end at %d, the recovery at %d.".formatted(workflowId, at, toNanos));
    }
  }

  /**
   * Splits the recovery of a workflow, for a server with its default timers.
   *
   * @param lane all ops of the lane
   * @param eventHistories the workflow's event history, and those of its children and later runs
   *     where there are any; the first one names the workflow
   * @return empty where no kill landed or nobody saw the workflow closed
   */
  public static Optional<RecoverySplit> of(History lane, List<EventHistory> eventHistories) {
    return of(lane, eventHistories, DEFAULT_TIMER_SHIFT);
  }

  /**
   * Splits the recovery of a workflow.
   *
   * @param lane all ops of the lane
   * @param eventHistories the workflow's event history, and those of its children and later runs
   *     where there are any; the first one names the workflow
   * @param timerShift how late the server's timers may be: {@code
   *     history.timerProcessorMaxTimeShift}
   * @return empty where no kill landed or nobody saw the workflow closed
   * @throws IllegalArgumentException if no event history is given
   */
  public static Optional<RecoverySplit> of(
      History lane, List<EventHistory> eventHistories, Duration timerShift) {
    if (eventHistories.isEmpty()) {
      throw new IllegalArgumentException(
          "A recovery cannot be split without an event history: give the workflow's own first.");
    }
    return Recovery.of(lane, eventHistories.get(0).workflowId())
        .flatMap(
            recovery -> recovery.closed().map(op -> of(recovery, op, eventHistories, timerShift)));
  }

  private static RecoverySplit of(
      Recovery recovery, Op closed, List<EventHistory> eventHistories, Duration timerShift) {
    return new RecoverySplit(
        recovery.workflowId(),
        recovery.boundary(),
        recovery.mode(),
        recovery.kill().nanos(),
        // A strike at the last message may land when the client has seen the end already.
        Math.max(recovery.kill().nanos(), closed.nanos()),
        new Attribution(recovery, closed, eventHistories, timerShift).segments());
  }

  /** How long the whole took, in nanoseconds. */
  public long nanos() {
    return toNanos - fromNanos;
  }

  /** How long the whole took, in milliseconds. */
  public double millis() {
    return nanos() / 1e6;
  }

  /** How much of it went by with that cause, in nanoseconds. */
  public long nanos(Cause cause) {
    return segments.stream().filter(s -> s.cause() == cause).mapToLong(Segment::nanos).sum();
  }

  /** The share that has a cause, from 0 to 1. */
  public double attributed() {
    return nanos() == 0 ? 1 : 1 - (double) nanos(Cause.UNEXPLAINED) / nanos();
  }

  /** One line: {@code 6.331 s: death seen 0.018 s, process start 0.412 s, …}. */
  @Override
  public String toString() {
    return Words.seconds(nanos())
        + Stream.of(Cause.values())
            .filter(cause -> nanos(cause) > 0)
            .map(cause -> cause.words() + " " + Words.seconds(nanos(cause)))
            .collect(Collectors.joining(", ", ": ", ""))
        + (attributed() < 1
            ? String.format(Locale.ROOT, " (%.1f %% attributed)", attributed() * 100)
            : "");
  }
}
