package dev.crashproof.process;

import java.nio.file.Path;

/**
 * Removes what a run left behind besides processes: containers by label, a server's data, shared
 * memory. Called by a later run for each run that died without closing.
 */
@FunctionalInterface
public interface LeftoverCleaner {

  /**
   * Removes what is left of the run. Its processes are dead by then, its directory still stands.
   * Finding nothing is no error; being called twice neither.
   *
   * @param runId the run's id
   * @param runDirectory the run's directory, removed afterwards
   * @throws Exception when something could not be removed: the directory is kept, and the next run
   *     tries again
   */
  void clean(String runId, Path runDirectory) throws Exception;
}
