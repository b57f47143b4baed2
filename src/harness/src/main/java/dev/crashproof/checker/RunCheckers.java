package dev.crashproof.checker;

import java.time.Duration;
import java.util.List;

/** Those who judge any run of any workflow, whatever was expected of it. */
public final class RunCheckers {
  private RunCheckers() {}

  /**
   * For a run whose worker spoke through interposers.
   *
   * @param bound how long nothing may happen without a cause
   */
  public static List<Checker> of(Duration bound) {
    return List.of(
        new LateEffectsChecker(),
        new ProgressChecker(bound),
        new ReplayChecker(),
        new RecordsAgreeChecker());
  }
}
