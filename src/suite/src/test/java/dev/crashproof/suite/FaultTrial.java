package dev.crashproof.suite;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Checkers;
import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.nemesis.Fault;
import dev.crashproof.nemesis.PlannedFault;
import dev.crashproof.nemesis.Schedule;
import dev.crashproof.nemesis.When;
import dev.crashproof.trial.Trial;
import dev.crashproof.trial.TrialRun;
import dev.crashproof.workload.Cue;
import dev.crashproof.workload.OutsideAct;
import dev.crashproof.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A trial of one fault, and what shows that the fault was one.
 *
 * @param trial the trial
 * @param normal whether a run of normal depth has it
 * @param proof what shows that it struck, beside what any trial has to show
 */
record FaultTrial(Trial trial, boolean normal, ProofChecker proof) {
  private static final DemoRun DEMO =
      new DemoRun("faults", Duration.ofMillis(200), 4, Duration.ofMillis(100));
  // Something is under way in it for so long that it can be struck at a time.
  private static final DemoRun LONG =
      new DemoRun("faults", Duration.ofMillis(200), 15, Duration.ofMillis(200));

  static FaultTrial of(String id, PlannedFault... faults) {
    return of(id, DEMO, faults);
  }

  /** On a workflow that takes a few seconds. */
  static FaultTrial ofLong(String id, PlannedFault... faults) {
    return of(id, LONG, faults);
  }

  /** On that workflow. */
  static FaultTrial of(String id, DemoRun demo, PlannedFault... faults) {
    return new FaultTrial(
        new Trial(
            id,
            Workload.of(demo.on("faults")).onServedWorker(),
            demo.expectation(),
            Schedule.of(faults)),
        false,
        ProofChecker.NOTHING);
  }

  /** On an approval that is decided by that update, asked for when its deadline has begun. */
  static FaultTrial onApproval(String id, PlannedFault fault) {
    ApprovalRun approval = new ApprovalRun("faults", Duration.ofMinutes(5));
    return new FaultTrial(
        new Trial(
            id,
            Workload.of(approval.on("faults"))
                .with(OutsideAct.update("approve", ApprovalRun.review()).when(Cue.timerStarted(1)))
                .onServedWorker(),
            approval.approved(),
            Schedule.of(fault)),
        false,
        ProofChecker.NOTHING);
  }

  static PlannedFault at(String boundary, Fault fault) {
    return new PlannedFault(fault, new When.AtBoundary(Boundary.parse(boundary)));
  }

  static PlannedFault at(String event, int order, Fault fault) {
    return new PlannedFault(fault, new When.AtEvent(event, order));
  }

  static PlannedFault at(Duration after, Fault fault) {
    return new PlannedFault(fault, new When.AtTime(after));
  }

  static PlannedFault recovering(Fault fault) {
    return new PlannedFault(fault, new When.Recovering());
  }

  String id() {
    return trial.id();
  }

  FaultTrial inNormal() {
    return new FaultTrial(trial, true, proof);
  }

  FaultTrial proven(String detail, String value) {
    return new FaultTrial(
        trial, normal, new ProofChecker(Map.of(detail, value), proof.failure(), proof.states()));
  }

  /** Proven by an attempt that failed for that reason. */
  FaultTrial failing(String words) {
    return new FaultTrial(trial, normal, new ProofChecker(proof.details(), words, proof.states()));
  }

  /** Proven by having been seen in one of those states. */
  FaultTrial seenIn(String... states) {
    return new FaultTrial(
        trial, normal, new ProofChecker(proof.details(), proof.failure(), Set.of(states)));
  }

  /** The same with others of its kind beside it. */
  FaultTrial among(int workflows) {
    Workload all = trial.workload();
    for (int more = 1; more < workflows; more++) {
      all = all.beside(trial.workload());
    }
    return new FaultTrial(
        new Trial(
            trial.id(),
            all.onServedWorker(),
            trial.expectation().othersAllowed(),
            trial.schedule()),
        normal,
        proof);
  }

  /** The run, judged by the proof too. */
  TrialRun proven(TrialRun run) {
    List<Checker> own = List.of(proof);
    List<Verdict> verdicts = new ArrayList<>(run.judgement().verdicts());
    verdicts.addAll(Checkers.judge(own, run.evidence()).verdicts());
    return new TrialRun(
        run.trial(),
        run.workflowId(),
        run.struck(),
        run.evidence(),
        new Judgement(verdicts),
        run.took());
  }
}
