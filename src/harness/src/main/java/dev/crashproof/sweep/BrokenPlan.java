package dev.crashproof.sweep;

import dev.crashproof.lane.PlayException;
import dev.crashproof.report.GoldenRecord;
import dev.crashproof.report.SavedEvidence;
import dev.crashproof.report.SweepDirectory;
import dev.crashproof.report.SweepRecord;
import java.util.Optional;

/**
 * Saves what there is of a sweep that never got as far as its plan: why, and the golden runs that
 * were not VALID, so that a person can look into them. Safe for use by many threads.
 */
final class BrokenPlan {
  private final SweepDirectory facts;
  private final SweepRecord record;
  private int saved;

  BrokenPlan(SweepDirectory facts, SweepRecord record) {
    this.facts = facts;
    this.record = record;
  }

  /** Saves a golden run. */
  synchronized void save(GoldenPerformance golden) {
    if (saved == 0) {
      facts.save(record);
    }
    saved++;
    facts.save(
        new GoldenRecord(saved, golden.workflowId(), golden.added(), golden.judgement().verdicts()),
        new SavedEvidence(golden.evidence(), Optional.empty()));
  }

  /** Saves why there is no plan. */
  synchronized void stopped(PlayException why) {
    facts.save(record.stopped(String.valueOf(why.getMessage())));
  }
}
