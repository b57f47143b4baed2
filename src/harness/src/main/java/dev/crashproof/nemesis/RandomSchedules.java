package dev.crashproof.nemesis;

import dev.crashproof.history.boundary.Boundary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Draws schedules of one to three faults, from a seed: the same seed always gives the same. The
 * first fault strikes at a boundary, an event or a time; each that follows strikes as often while
 * the workload recovers from the one before as at a moment of its own, which is not before that
 * one's.
 *
 * @param faults what may strike, each with its parameters, equally likely
 * @param boundaries where, in the order in which the workload comes to them
 * @param events at which events
 * @param latest the latest time, counted from the workload's start; zero for no times
 */
public record RandomSchedules(
    List<Fault> faults, List<Boundary> boundaries, List<When.AtEvent> events, Duration latest) {
  private static final int AT_MOST = 3;
  // Of ten moments: a boundary says most about what is under way.
  private static final int AT_EVENT = 2;
  private static final int AT_TIME = 1;

  /**
   * Copies the lists, and refuses what nothing could be drawn from.
   *
   * @throws IllegalArgumentException if so
   */
  public RandomSchedules {
    faults = List.copyOf(faults);
    boundaries = List.copyOf(boundaries);
    events = List.copyOf(events);
    if (faults.isEmpty() || boundaries.isEmpty()) {
      throw new IllegalArgumentException(
          "No schedule can be drawn from %d faults and %d boundaries: give at least one of each."
              .formatted(faults.size(), boundaries.size()));
    }
  }

  /** So many schedules, each with the seed of its own from which {@link #draw(long)} draws it. */
  public List<Schedule> draw(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    return Stream.generate(random::nextLong).limit(count).map(this::draw).toList();
  }

  /** The schedule of that seed. */
  public Schedule draw(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int wanted = 1 + random.nextInt(AT_MOST);
    List<PlannedFault> drawn = new ArrayList<>();
    int reached = 0;
    for (int i = 0; i < wanted; i++) {
      Fault fault = one(faults, random);
      When when =
          i > 0 && random.nextBoolean() ? new When.Recovering() : moment(reached, i == 0, random);
      if (when instanceof When.AtBoundary at) {
        reached = boundaries.indexOf(at.boundary()) + 1;
      }
      drawn.add(new PlannedFault(fault, when));
    }
    return new Schedule(seed, drawn);
  }

  /** A moment of its own; a second one's must be ahead, which only boundaries tell. */
  private When moment(int reached, boolean first, SplittableRandom random) {
    int kind = random.nextInt(10);
    if (first && kind < AT_EVENT && !events.isEmpty()) {
      return one(events, random);
    }
    if (first && kind < AT_EVENT + AT_TIME && !latest.isZero()) {
      return new When.AtTime(Duration.ofMillis(random.nextLong(latest.toMillis())));
    }
    return reached < boundaries.size()
        ? new When.AtBoundary(one(boundaries.subList(reached, boundaries.size()), random))
        : new When.Recovering();
  }

  private static <T> T one(List<T> choice, SplittableRandom random) {
    return choice.get(random.nextInt(choice.size()));
  }
}
