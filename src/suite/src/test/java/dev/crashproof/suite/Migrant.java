package dev.crashproof.suite;

import dev.crashproof.checker.Expectation;
import dev.crashproof.workload.WorkflowRun;
import java.util.Set;

/**
 * A workflow of a migration.
 *
 * @param number its number, from 1
 * @param kind its type
 * @param run the run
 * @param taskQueue the task queue that it began on, and stays on
 * @param step the step in which it began
 * @param expectation what must come out of it
 */
record Migrant(
    int number,
    MigrationKind kind,
    WorkflowRun run,
    String taskQueue,
    String step,
    Expectation expectation) {

  /** The roles whose workers may have served it. */
  Set<String> allowed() {
    if (!taskQueue.equals(MigrationFeed.OLD_QUEUE)) {
      return Set.of(kind.role());
    }
    return kind.moves() ? Set.of("monolith") : Set.of("monolith", "general");
  }
}
