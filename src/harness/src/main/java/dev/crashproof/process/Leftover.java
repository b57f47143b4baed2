package dev.crashproof.process;

import java.util.List;

/**
 * What was done about a run that had died without closing.
 *
 * @param runId the run's id
 * @param killed the processes that were killed, by pid
 * @param problems what could not be done, each in a sentence; where there is one, the next run
 *     tries again
 */
public record Leftover(String runId, List<Long> killed, List<String> problems) {

  /** Copies the lists. */
  public Leftover {
    killed = List.copyOf(killed);
    problems = List.copyOf(problems);
  }
}
