package dev.crashproof.sweep;

import dev.crashproof.history.EventHistory;
import dev.crashproof.lane.Mode;
import dev.crashproof.lane.Subject;
import dev.crashproof.measure.recovery.RecoverySplit;
import dev.crashproof.report.GoldenRecord;
import dev.crashproof.report.PointRecord;
import dev.crashproof.report.SavedEvidence;
import dev.crashproof.report.SweepDirectory;
import dev.crashproof.report.SweepRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Saves a sweep's facts as they come. */
final class SweepLog {
  private final SweepDirectory facts;
  private final SweepPlan plan;
  private final UnaryOperator<String> rerun;
  private SweepRecord record;

  private SweepLog(
      SweepDirectory facts, SweepPlan plan, UnaryOperator<String> rerun, SweepRecord record) {
    this.rerun = rerun;
    this.facts = facts;
    this.plan = plan;
    this.record = record;
    facts.save(record);
  }

  /** Saves what the sweep sets out to do, and what it rests on. */
  static SweepLog begin(
      SweepDirectory facts,
      Subject subject,
      Mode mode,
      SweepSettings settings,
      SweepPlan plan,
      UnaryOperator<String> rerun) {
    SweepLog log =
        new SweepLog(
            facts,
            plan,
            rerun,
            record(facts, subject, mode, settings)
                .withPlan(
                    plan.goldenRuns().size(),
                    plan.settled(),
                    plan.boundaries().stream().map(b -> b.boundary().toString()).toList(),
                    plan.plan().exclusions().stream()
                        .map(e -> new SweepRecord.Exclusion(e.boundary().toString(), e.reason()))
                        .toList(),
                    plan.exhaustive(),
                    plan.exhaustiveWhy()));
    int number = 0;
    for (GoldenPerformance golden : plan.goldenRuns()) {
      number++;
      facts.save(
          new GoldenRecord(
              number, golden.workflowId(), golden.added(), golden.judgement().verdicts()),
          new SavedEvidence(golden.evidence(), Optional.empty()));
    }
    return log;
  }

  /** What a sweep sets out to do before it has a plan. */
  static SweepRecord record(
      SweepDirectory facts, Subject subject, Mode mode, SweepSettings settings) {
    return SweepRecord.begun(
        facts.path().getFileName().toString(),
        subject.workload().parts().get(0).type(),
        mode.word(),
        settings.depth().name().toLowerCase(Locale.ROOT),
        settings.lanes());
  }

  void save(PointResult result) {
    result.run().ifPresent(run -> facts.save(record(result, run, split(run)), evidence(run)));
  }

  /** Saves what a point came to that is to be struck again alone. */
  void saveInLanes(PointResult result) {
    result
        .run()
        .ifPresent(run -> facts.saveInLanes(record(result, run, split(run)), evidence(run)));
  }

  private static SavedEvidence evidence(PointRun run) {
    return new SavedEvidence(run.evidence(), Optional.empty());
  }

  private static Optional<RecoverySplit> split(PointRun run) {
    List<EventHistory> eventHistories = new ArrayList<>(List.of(run.evidence().eventHistory()));
    eventHistories.addAll(run.evidence().others());
    return RecoverySplit.of(run.evidence().history(), eventHistories);
  }

  private static Map<String, Double> causes(RecoverySplit split) {
    Map<String, Double> causes = new TreeMap<>();
    split
        .segments()
        .forEach(segment -> causes.merge(segment.cause().words(), segment.millis(), Double::sum));
    return causes;
  }

  private PointRecord record(PointResult result, PointRun run, Optional<RecoverySplit> split) {
    return new PointRecord(
        result.number(),
        result.name(),
        result.planned().boundary().kind().word(),
        result.tries(),
        run.struck(),
        run.workflowId(),
        run.judgement().verdicts(),
        run.recovery().map(time -> time.toNanos() / 1e6),
        split.map(SweepLog::causes).orElse(Map.of()),
        split.map(RecoverySplit::attributed),
        rerun.apply(result.name()));
  }

  synchronized void stopped(RuntimeException why) {
    record = record.stopped(Optional.ofNullable(why.getMessage()).orElse(why.toString()));
    facts.save(record);
  }

  synchronized void finished(Duration took) {
    record = record.finished(plan.audit(), took.toNanos() / 1e9, Optional.empty());
    facts.save(record);
  }
}
