package dev.crashproof.report;

import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.report.SweepRecord.Exclusion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What speaks against a sweep as a whole, however good its points are. */
final class SweepDoubts {
  private static final String SWEEP = "sweep";

  private final PlannedSweep planned;
  private final SweepFacts facts;
  private final SweepRecord record;
  private final String why;
  private final List<Verdict> doubts = new ArrayList<>();

  SweepDoubts(PlannedSweep planned, SweepFacts facts, String why) {
    this.planned = planned;
    this.facts = facts;
    this.record = facts.record();
    this.why = why;
  }

  /** Each doubt; empty where there is none. */
  List<Verdict> verdicts() {
    doubts.clear();
    ended();
    asPlanned();
    goldenRuns();
    plan();
    points();
    return List.copyOf(doubts);
  }

  private void ended() {
    doubtIf(record.stopped().isPresent() || record.seconds().isEmpty(), "it stopped: " + why);
  }

  private void asPlanned() {
    doubtIf(
        !record.workflow().equals(planned.workflow()) || !record.mode().equals(planned.mode()),
        "it swept %s %s, where the run's plan has %s %s"
            .formatted(record.workflow(), record.mode(), planned.workflow(), planned.mode()));
  }

  private void goldenRuns() {
    int saved = facts.goldenRuns().size();
    doubtIf(saved == 0, "there is no golden run that its plan could rest on");
    doubtIf(
        saved != record.goldenRuns(),
        "its plan rests on %d golden runs, and %d were saved"
            .formatted(record.goldenRuns(), saved));
    doubtIf(
        !record.settled(),
        "its golden runs had not settled: another one might have shown more boundaries");
    for (GoldenRecord golden : facts.goldenRuns()) {
      Judgement judgement = golden.judgement();
      if (judgement.validity() != Validity.VALID) {
        doubts.add(
            new Verdict(
                SWEEP,
                judgement.validity(),
                "golden run %d is %s: %s"
                    .formatted(
                        golden.number(),
                        judgement.validity(),
                        String.join("; ", judgement.reasons())),
                List.of()));
      }
    }
  }

  private void plan() {
    doubtIf(record.planned().isEmpty(), "no boundary was planned");
    Set<String> twice = repeated(record.planned(), Function.identity());
    doubtIf(!twice.isEmpty(), "planned more than once: " + String.join(", ", twice));
    Set<String> both = new LinkedHashSet<>(record.planned());
    both.retainAll(record.exclusions().stream().map(Exclusion::boundary).toList());
    doubtIf(!both.isEmpty(), "both planned and excluded: " + String.join(", ", both));
    record
        .audit()
        .ifPresentOrElse(
            audit -> {
              if (audit.validity() != Validity.VALID) {
                doubts.add(
                    new Verdict(
                        SWEEP,
                        audit.validity(),
                        "the audit of its plan is %s: %s"
                            .formatted(audit.validity(), audit.reason()),
                        List.of()));
              }
            },
            () -> doubtIf(true, "its plan was not audited"));
  }

  private void points() {
    Set<Integer> twice = repeated(facts.points(), PointRecord::number);
    doubtIf(
        !twice.isEmpty(), "several points have the same number, so one may hide another: " + twice);
  }

  private void doubtIf(boolean doubtful, String reason) {
    if (doubtful) {
      doubts.add(Verdict.unknown(SWEEP, reason));
    }
  }

  private static <T, K extends Comparable<K>> Set<K> repeated(List<T> values, Function<T, K> key) {
    Set<K> seen = new TreeSet<>();
    Set<K> repeated = new TreeSet<>();
    for (T value : values) {
      K own = Objects.requireNonNull(key.apply(value));
      if (!seen.add(own)) {
        repeated.add(own);
      }
    }
    return repeated;
  }
}
