package dev.crashproof.worker.observability;

import dev.crashproof.worker.observability.Pollers.Seen;
import dev.crashproof.worker.observability.Pollers.Sighting;
import dev.crashproof.worker.observability.Pollers.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server sees this worker's pollers. A worker may be connected and well, and still get
 * no work because nobody polls; only the server can tell.
 *
 * <p>The server's clock is compared with nothing but itself: a worker whose clock is off is as
 * ready as any other.
 */
final class Readiness {
  // Asked no more often, however many probe; a worker that is about to be ready is so soon.
  private static final Duration ASKED_EVERY = Duration.ofSeconds(3);
  private static final Duration ASKED_AGAIN_AFTER = Duration.ofMillis(500);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
  // A poll lasts a minute; the server tells of its beginning and of its end.
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(90);

  private final List<PollLoop> loops;
  private final LongSupplier clock;
  private final Map<PollLoop, Sightings> sightings = new ConcurrentHashMap<>();
  // One asks, the others take the last answer: a server that does not answer must not hold all
  // threads.
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Answer answer;
  private volatile @Nullable Pollers pollers;

  private record Answer(List<String> reasons, long at) {
    boolean old(long now) {
      return now - at > (reasons.isEmpty() ? ASKED_EVERY : ASKED_AGAIN_AFTER).toNanos();
    }
  }

  /** What is known of the server's sightings of a loop. */
  private static final class Sightings {
    private @Nullable Instant before;
    private @Nullable Instant last;
    private long changed;
  }

  Readiness(List<PollLoop> loops, LongSupplier clock) {
    this.loops = loops;
    this.clock = clock;
    this.answer =
        new Answer(
            List.of("the server has not been asked yet"),
            clock.getAsLong() - ASKED_EVERY.toNanos() - 1);
  }

  /**
   * Remembers whom the server has seen before this worker polls: in a container that was restarted
   * its predecessor had the same identity, and is remembered for minutes.
   */
  void begin(Pollers asked) {
    long end = clock.getAsLong() + ANSWER_WITHIN.toNanos();
    for (PollLoop loop : loops) {
      Sightings sightings = new Sightings();
      if (ask(asked, loop, end) instanceof Seen seen) {
        sightings.before = seen.last();
      }
      this.sightings.put(loop, sightings);
    }
    pollers = asked;
  }

  /** Whether the loops poll, and the server has seen each of them. */
  Health now() {
    long now = clock.getAsLong();
    List<String> reasons = new ArrayList<>();
    loops.forEach(loop -> loop.idle(now).ifPresent(reasons::add));
    Pollers asked = pollers;
    if (asked == null) {
      reasons.add("it does not poll yet");
    } else {
      reasons.addAll(answer(asked).reasons);
    }
    return new Health(reasons);
  }

  private Answer answer(Pollers asked) {
    if (answer.old(clock.getAsLong()) && asking.tryLock()) {
      try {
        List<String> reasons = ask(asked);
        answer = new Answer(reasons, clock.getAsLong());
      } finally {
        asking.unlock();
      }
    }
    return answer;
  }

  private List<String> ask(Pollers asked) {
    long end = clock.getAsLong() + ANSWER_WITHIN.toNanos();
    List<String> reasons = new ArrayList<>();
    for (PollLoop loop : loops) {
      Sighting sighting = ask(asked, loop, end);
      if (sighting instanceof Unknown unknown) {
        return List.of("the server can't be asked who polls: " + unknown.why());
      }
      unseen(loop, sighting).ifPresent(reasons::add);
    }
    return reasons;
  }

  private Sighting ask(Pollers asked, PollLoop loop, long end) {
    long left = Math.max(TimeUnit.MILLISECONDS.toNanos(1), end - clock.getAsLong());
    return asked.sighting(loop.taskQueue(), loop.kind(), Duration.ofNanos(left));
  }

  private Optional<String> unseen(PollLoop loop, Sighting sighting) {
    Sightings known = sightings.getOrDefault(loop, new Sightings());
    long now = clock.getAsLong();
    if (sighting instanceof Seen seen && !seen.last().equals(known.before)) {
      if (!seen.last().equals(known.last)) {
        known.last = seen.last();
        known.changed = now;
      }
    } else if (known.last == null || !loop.busy(now)) {
      return Optional.of("the server has not seen its polls for " + loop);
    }
    // One with work in all its slots does not poll, and the server forgets it in time.
    long since = now - known.changed;
    return since <= SEEN_WITHIN.toNanos() || loop.busy(now)
        ? Optional.empty()
        : Optional.of(
            "the server has not seen a poll for %s for %d s"
                .formatted(loop, TimeUnit.NANOSECONDS.toSeconds(since)));
  }
}
