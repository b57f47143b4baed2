package dev.crashproof.report;

import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.report.SweepResult.Audit;
import dev.crashproof.report.SweepResult.Failure;
import dev.crashproof.report.SweepResult.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Derives what one sweep came to. It is VALID only if nothing at all speaks against it. */
final class SweepDerivation {
  private final PlannedSweep planned;
  private final SweepFacts facts;
  private final SweepRecord record;
  private final String why;

  /**
   * @param why why something of the sweep may not be there, as a clause
   */
  SweepDerivation(PlannedSweep planned, SweepFacts facts, String why) {
    this.planned = planned;
    this.facts = facts;
    this.record = facts.record();
    this.why = record.stopped().orElse(why);
  }

  /** A sweep of which nothing was saved. */
  static SweepResult notRun(PlannedSweep planned, String why) {
    SweepRecord none = SweepRecord.begun(planned.id(), planned.workflow(), planned.mode(), "", 0);
    return new SweepDerivation(planned, new SweepFacts(none, List.of(), List.of()), why)
        .result(
            Optional.empty(),
            List.of(Verdict.unknown("sweep", "not run: " + why)),
            new SweepTimes(List.of()));
  }

  SweepResult result(Optional<Double> controlRatio) {
    return result(
        controlRatio,
        new SweepDoubts(planned, facts, why).verdicts(),
        new SweepTimes(facts.points()));
  }

  private SweepResult result(
      Optional<Double> controlRatio, List<Verdict> doubts, SweepTimes times) {
    Map<String, Validity> boundaries = boundaries();
    int cuts = (int) facts.points().stream().filter(PointRecord::struck).count();
    return new SweepResult(
        planned.id(),
        record.workflow(),
        record.mode(),
        planned.inputs(),
        record.depth(),
        record.lanes(),
        Stream.concat(boundaries.values().stream(), doubts.stream().map(Verdict::validity))
            .max(Comparator.naturalOrder())
            .orElse(Validity.UNKNOWN),
        doubts.stream().map(Verdict::reason).toList(),
        record.planned().size(),
        cuts,
        count(boundaries, Validity.VALID),
        count(boundaries, Validity.UNKNOWN),
        count(boundaries, Validity.INVALID),
        record.exclusions().size(),
        record.seconds(),
        record.seconds().filter(seconds -> seconds > 0).map(seconds -> cuts * 60 / seconds),
        facts.goldenRuns().size(),
        record.settled(),
        exhaustive(boundaries, doubts),
        exhaustiveWhy(boundaries, doubts),
        audit(),
        times.byKind(),
        times.byCause(),
        times.leastAttributed(),
        controlRatio,
        record.exclusions(),
        failures(),
        facts.points().stream().map(SweepDerivation::point).toList());
  }

  /** Every boundary that was planned or struck, and the worst of what is known of it. */
  private Map<String, Validity> boundaries() {
    Map<String, Validity> worst = new LinkedHashMap<>();
    facts
        .points()
        .forEach(p -> worst.merge(p.boundary(), p.judgement().validity(), SweepDerivation::worse));
    record.planned().forEach(boundary -> worst.putIfAbsent(boundary, Validity.UNKNOWN));
    worst.replaceAll(
        (boundary, validity) ->
            record.planned().contains(boundary) ? validity : worse(validity, Validity.UNKNOWN));
    return worst;
  }

  private List<Failure> failures() {
    List<Failure> failures = new ArrayList<>();
    for (PointRecord point : facts.points()) {
      List<String> reasons = new ArrayList<>(point.judgement().reasons());
      Validity validity = point.judgement().validity();
      if (!record.planned().contains(point.boundary())) {
        reasons.add("it was struck, but is not in the sweep's plan");
        validity = worse(validity, Validity.UNKNOWN);
      }
      if (validity != Validity.VALID) {
        failures.add(
            new Failure(
                point.boundary(),
                Optional.of(point.number()),
                validity,
                String.join("; ", reasons),
                Optional.of(point.rerun())));
      }
    }
    List<String> judged = facts.points().stream().map(PointRecord::boundary).toList();
    record.planned().stream()
        .distinct()
        .filter(boundary -> !judged.contains(boundary))
        .map(
            boundary ->
                new Failure(
                    boundary,
                    Optional.empty(),
                    Validity.UNKNOWN,
                    "it was not struck: " + why,
                    Optional.empty()))
        .forEach(failures::add);
    return failures;
  }

  private Audit audit() {
    return record
        .audit()
        .map(verdict -> new Audit(verdict.validity(), verdict.reason()))
        .orElseGet(() -> new Audit(Validity.UNKNOWN, "not audited: " + why));
  }

  /**
   * A point that went wrong was struck all the same; one that nobody can judge may not have been.
   */
  private boolean exhaustive(Map<String, Validity> boundaries, List<Verdict> doubts) {
    return record.exhaustive() && doubts.isEmpty() && !boundaries.containsValue(Validity.UNKNOWN);
  }

  private String exhaustiveWhy(Map<String, Validity> boundaries, List<Verdict> doubts) {
    return !record.exhaustive() || exhaustive(boundaries, doubts)
        ? record.exhaustiveWhy()
        : "It was planned to be, but not every planned boundary was struck and judged in a sound"
            + " sweep.";
  }

  private static Point point(PointRecord point) {
    return new Point(
        point.number(),
        point.boundary(),
        point.kind(),
        point.tries(),
        point.struck(),
        point.judgement().validity(),
        point.recoveryMillis());
  }

  private static int count(Map<String, Validity> boundaries, Validity validity) {
    return Collections.frequency(boundaries.values(), validity);
  }

  private static Validity worse(Validity one, Validity other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
