package dev.crashproof.report;

import dev.crashproof.history.History;
import java.util.List;

/**
 * What happened while running workflows were moved from one worker to several, and workers were
 * killed meanwhile. The workflows themselves, with all evidence of them, are the runs of a
 * scenario.
 *
 * @param scenario the id of the scenario whose runs the workflows are
 * @param seed what the kills' moments were drawn with
 * @param plannedKills how many workers were to be killed at least
 * @param history what the harness did: starts and kills of workers, and the steps
 * @param runs what each workflow was, beside its evidence
 * @param replays the event histories that were replayed on other workers than those that wrote them
 */
public record MigrationFacts(
    String scenario,
    long seed,
    int plannedKills,
    History history,
    List<MigratedRun> runs,
    List<ReplayedRun> replays) {

  /** Copies the lists, so that facts never change. */
  public MigrationFacts {
    runs = List.copyOf(runs);
    replays = List.copyOf(replays);
  }

  /**
   * A workflow of the migration.
   *
   * @param run its number among the scenario's runs, from 1
   * @param workflow the workflow's type
   * @param taskQueue the task queue that it began on
   * @param step the step in which it began
   * @param straddled whether it was still open when its type had moved to another task queue
   */
  public record MigratedRun(
      int run, String workflow, String taskQueue, String step, boolean straddled) {}

  /**
   * An event history that was replayed.
   *
   * @param workflowId whose
   * @param workflow the workflow's type
   * @param worker on which worker
   * @param mustFit whether that worker must come through; else it must refuse
   * @param outcome what it did
   * @param words how it put it
   */
  public record ReplayedRun(
      String workflowId,
      String workflow,
      String worker,
      boolean mustFit,
      Outcome outcome,
      String words) {

    /** What a worker did with an event history. */
    public enum Outcome {
      /** It came through. */
      CAME_THROUGH,
      /** It could not follow, or had no code for it. */
      REFUSED,
      /** No worker answered. */
      NOT_ASKED
    }

    /** Whether it came to what it must come to. */
    boolean asItMust() {
      return outcome == (mustFit ? Outcome.CAME_THROUGH : Outcome.REFUSED);
    }
  }
}
