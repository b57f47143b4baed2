package dev.crashproof.environment;

import dev.crashproof.process.LeftoverCleaner;
import java.util.List;

/**
 * One way to an environment. Implementations are found by {@link java.util.ServiceLoader}, so that
 * the heavy libraries behind one are only needed by those who ask for it.
 */
public interface Backend {

  /** The name by which one asks for it: {@code containers}, {@code embedded}, {@code external}. */
  String name();

  /** Where {@code auto} looks at it: low ones first. */
  int rank();

  /** Whether {@code auto} looks at it at all. */
  default boolean wanted(Settings settings) {
    return true;
  }

  /**
   * Whether it can be had here, and why or why not. Starts nothing; takes seconds, or says what
   * takes longer.
   */
  Availability probe(Settings settings, Progress progress);

  /**
   * Starts it.
   *
   * @throws EnvironmentException if it can't be had; what was started by then is stopped
   */
  Environment start(Launch launch);

  /** Those who remove what a killed harness left of this backend beside processes and its run. */
  default List<LeftoverCleaner> leftoverCleaners() {
    return List.of();
  }
}
