package dev.crashproof.trial;

import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Judgement;
import java.time.Duration;

/**
 * A trial that was played.
 *
 * @param trial what was played
 * @param workflowId the workflow
 * @param struck how many of the schedule's faults struck
 * @param evidence all that was gathered
 * @param judgement what the checkers say
 * @param took from the workload's start to the end of the gathering
 */
public record TrialRun(
    Trial trial,
    String workflowId,
    int struck,
    Evidence evidence,
    Judgement judgement,
    Duration took) {

  /** Whether all faults of the schedule struck. */
  public boolean complete() {
    return struck == trial.schedule().faults().size();
  }
}
