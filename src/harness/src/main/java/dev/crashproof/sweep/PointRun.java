package dev.crashproof.sweep;

import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.StruckChecker;
import dev.crashproof.checker.Validity;
import dev.crashproof.process.Death;
import java.time.Duration;
import java.util.Optional;

/**
 * A boundary that was struck, or that was to be.
 *
 * @param workflowId the workflow it was played with
 * @param death the proof that the worker was killed there; empty where the boundary was not reached
 * @param evidence all that was gathered
 * @param judgement what the checkers say of it
 * @param recovery from the kill's signal to the close seen by the client; empty where nobody was
 *     killed, or the workflow did not close
 */
public record PointRun(
    String workflowId,
    Optional<Death> death,
    Evidence evidence,
    Judgement judgement,
    Optional<Duration> recovery) {

  /** Whether the worker was killed, and just there: a kill that missed is no sample. */
  boolean struck() {
    return death.isPresent()
        && judgement.verdicts().stream()
            .noneMatch(
                v -> v.checker().equals(StruckChecker.NAME) && v.validity() != Validity.VALID);
  }

  /** The same run, judged so. */
  PointRun judged(Judgement other) {
    return new PointRun(workflowId, death, evidence, other, recovery);
  }
}
