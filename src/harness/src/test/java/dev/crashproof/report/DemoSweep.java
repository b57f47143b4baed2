package dev.crashproof.report;

import dev.crashproof.checker.Verdict;
import dev.crashproof.report.SweepRecord.Exclusion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A sweep of three boundaries, written down by hand. */
final class DemoSweep {
  static final PlannedSweep PLANNED =
      new PlannedSweep("sweep-demo", "DemoWorkflow", "unassisted", "timer 1 s");
  static final String BEFORE = "before RespondActivityTaskCompleted process_data#1";
  static final String AFTER = "after RespondActivityTaskCompleted process_data#1";
  static final String IDLE = "idle";
  static final Verdict AUDIT = Verdict.valid("plan-audit", "3 boundaries were rebuilt, the same");
  static final SweepRecord BEGUN =
      SweepRecord.begun(PLANNED.id(), PLANNED.workflow(), PLANNED.mode(), "full", 2);
  static final SweepRecord UNDER_WAY =
      BEGUN.withPlan(
          2,
          true,
          List.of(BEFORE, AFTER, IDLE),
          List.of(
              new Exclusion("before PollWorkflowTaskQueue", "a poll commits nothing"),
              new Exclusion("before PollActivityTaskQueue", "a poll commits nothing"),
              new Exclusion("late start-up GetSystemInfo", "it has no effect")),
          true,
          "The workflow is sequential: its cuts are the points between its messages.");
  static final SweepRecord FINISHED = UNDER_WAY.finished(AUDIT, 9.0, Optional.empty());

  private DemoSweep() {}

  static SavedEvidence evidence() {
    return new SavedEvidence(
        Demo.scenario(1, Demo.VALID).evidence(), Optional.of("{\"result\":{\"ok\":true}}"));
  }

  static GoldenRecord golden(int number, Verdict... verdicts) {
    return new GoldenRecord(number, "golden-wf-" + number, number == 1 ? 3 : 0, List.of(verdicts));
  }

  static PointRecord point(int number, String boundary, Verdict... verdicts) {
    return new PointRecord(
        number,
        boundary,
        boundary.split(" ", 2)[0],
        1,
        true,
        "wf-" + number,
        List.of(verdicts),
        Optional.of(5000.0 + number),
        Map.of("sticky wait", 4900.0, "process start", 50.0 + number),
        Optional.of(0.9899),
        rerun(boundary));
  }

  static PointRecord unstruck(int number, String boundary) {
    return new PointRecord(
        number,
        boundary,
        "before",
        20,
        false,
        "wf-" + number,
        List.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        rerun(boundary));
  }

  private static String rerun(String boundary) {
    return "mvn verify -Dit.test=DemoSweepIT '-Dcrashproof.point=" + boundary + "'";
  }

  static SweepDirectory saveBegun(SweepDirectory sweep) {
    sweep.save(BEGUN);
    sweep.save(golden(1, Demo.VALID), evidence());
    sweep.save(golden(2, Demo.VALID), evidence());
    return sweep;
  }

  /** All but the last point, and the sweep as it is then. */
  static SweepDirectory saveUnderWay(SweepDirectory sweep) {
    saveBegun(sweep).save(UNDER_WAY);
    sweep.save(point(1, BEFORE, Demo.VALID), evidence());
    sweep.save(point(2, AFTER, Demo.VALID), evidence());
    return sweep;
  }

  static SweepDirectory saveAll(SweepDirectory sweep) {
    return saveAll(sweep, point(3, IDLE, Demo.VALID));
  }

  static SweepDirectory saveAll(SweepDirectory sweep, PointRecord last) {
    saveUnderWay(sweep).save(last, evidence());
    sweep.save(FINISHED);
    return sweep;
  }
}
