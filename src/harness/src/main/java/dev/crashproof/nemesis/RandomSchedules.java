package dev.crashproof.nemesis;

import dev.crashproof.history.boundary.Boundary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Draws schedules of one to three faults, from a seed: the same seed always gives the same. The
 * first fault strikes at a boundary, an event or a time; each that follows while the workload
 * recovers from the one before, or, as often, at a boundary that is still ahead. Where none is, it
 * is the last.
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
  private static final Pattern ACTIVITY = Pattern.compile("[\\w.-]+#\\d+");

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
    List<Boundary> ahead = boundaries;
    while (drawn.size() < wanted && !ahead.isEmpty()) {
      Fault fault = one(faults, random);
      When when = drawn.isEmpty() ? first(random) : next(drawn, ahead, random);
      drawn.add(new PlannedFault(fault, when));
      ahead = when instanceof When.AtBoundary at ? ahead(at.boundary()) : ahead;
    }
    return new Schedule(seed, drawn);
  }

  private When first(SplittableRandom random) {
    int kind = random.nextInt(10);
    if (kind < AT_EVENT && !events.isEmpty()) {
      return one(events, random);
    }
    if (kind < AT_EVENT + AT_TIME && !latest.isZero()) {
      return new When.AtTime(Duration.ofMillis(random.nextLong(latest.toMillis())));
    }
    return new When.AtBoundary(one(boundaries, random));
  }

  /** After an event or a time nobody knows what is ahead. */
  private static When next(
      List<PlannedFault> drawn, List<Boundary> ahead, SplittableRandom random) {
    return drawn.get(0).when() instanceof When.AtBoundary && random.nextBoolean()
        ? new When.AtBoundary(one(ahead, random))
        : new When.Recovering();
  }

  /**
   * What comes after a boundary for certain, whatever struck there: of what the message is about
   * there may be another attempt by then, whose messages are called otherwise.
   */
  private List<Boundary> ahead(Boundary struck) {
    return boundaries.subList(boundaries.indexOf(struck) + 1, boundaries.size()).stream()
        .filter(later -> !subject(later).equals(subject(struck)))
        .toList();
  }

  private static String subject(Boundary boundary) {
    Matcher activity = ACTIVITY.matcher(boundary.message());
    return activity.find() ? activity.group() : boundary.message();
  }

  private static <T> T one(List<T> choice, SplittableRandom random) {
    return choice.get(random.nextInt(choice.size()));
  }
}
