package dev.crashproof.suite;

import java.time.Duration;
import java.util.Locale;

/**
 * How much of the suite is run: {@code -Dcrashproof.depth=short|normal|full}.
 *
 * @param samples how many samples a measure keeps
 * @param recoveries how many kills are struck at each moment
 * @param load how long the load lasts
 * @param loads how many workers are put under load, one after the other
 * @param alternatives how many turns each of the ADR's alternatives takes
 * @param boundaries whether boundaries that are one cut are struck once or each
 * @param unassisted whether workers are swept as production would see it, too
 */
record Depth(
    int samples,
    int recoveries,
    Duration load,
    int loads,
    int alternatives,
    dev.crashproof.history.boundary.Depth boundaries,
    boolean unassisted) {

  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final dev.crashproof.history.boundary.Depth NORMAL_BOUNDARIES =
      dev.crashproof.history.boundary.Depth.NORMAL;

  /** What is run where nothing else is asked for. */
  static final Depth NORMAL = new Depth(20, 20, MINUTE, 2, 2, NORMAL_BOUNDARIES, true);

  static Depth named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "short" -> new Depth(20, 4, MINUTE, 1, 1, NORMAL_BOUNDARIES, false);
      case "normal" -> NORMAL;
      case "full" ->
          new Depth(50, 50, MINUTE, 5, 4, dev.crashproof.history.boundary.Depth.FULL, true);
      default ->
          throw new IllegalArgumentException(
              "crashproof.depth is '%s', which is no depth: use short, normal or full"
                  .formatted(name));
    };
  }
}
