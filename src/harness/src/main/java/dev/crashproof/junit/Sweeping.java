package dev.crashproof.junit;

import dev.crashproof.checker.Verdict;
import dev.crashproof.lane.PlayException;
import java.util.Optional;
import java.util.function.Consumer;

/** A sweep as the tests see it: the real one, or one that they play themselves. */
interface Sweeping extends AutoCloseable {

  /**
   * Plays the golden runs and plans.
   *
   * @throws PlayException where there is nothing to sweep
   */
  Outline plan();

  /**
   * Strikes what was planned and saves all facts.
   *
   * @param only the name of the one boundary to strike; empty for all
   * @param listener told each result once, from any thread
   * @return whether the plan holds against what was recorded
   * @throws PlayException when it can't go on
   */
  Verdict run(Optional<String> only, Consumer<JudgedPoint> listener);

  /** Ends all that is still running. */
  @Override
  void close();
}
