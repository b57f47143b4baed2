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
 */
record Depth(int samples, int recoveries, Duration load, int loads) {

  /** What is run where nothing else is asked for. */
  static final Depth NORMAL = new Depth(20, 20, Duration.ofSeconds(60), 2);

  static Depth named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "short" -> new Depth(20, 4, Duration.ofSeconds(60), 1);
      case "normal" -> NORMAL;
      case "full" -> new Depth(50, 50, Duration.ofSeconds(60), 5);
      default ->
          throw new IllegalArgumentException(
              "crashproof.depth is '%s', which is no depth: use short, normal or full"
                  .formatted(name));
    };
  }
}
