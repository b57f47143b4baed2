package dev.crashproof.report;

import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Verdict;
import java.util.List;

/**
 * One golden run of a sweep: the workflow with nothing struck, which shows where strikes are to go.
 * What was gathered of it is saved beside it as {@link SavedEvidence}.
 *
 * @param number its number in the sweep, from 1
 * @param workflowId the workflow
 * @param added how many boundaries it showed that no golden run before it had
 * @param verdicts what the checkers said of it: one that went wrong by itself shows nothing
 */
public record GoldenRecord(int number, String workflowId, int added, List<Verdict> verdicts) {

  /**
   * Copies the verdicts, so that a record never changes.
   *
   * @throws IllegalArgumentException if the number is below 1
   */
  public GoldenRecord {
    if (number < 1) {
      throw new IllegalArgumentException(
          "The golden runs of a sweep are numbered from 1, not %d.".formatted(number));
    }
    verdicts = List.copyOf(verdicts);
  }

  /** The judgement that the verdicts make up. */
  public Judgement judgement() {
    return new Judgement(verdicts);
  }
}
