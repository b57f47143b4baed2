package dev.crashproof.trial;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Checkers;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.FaultsChecker;
import dev.crashproof.checker.FencingChecker;
import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.RunCheckers;
import dev.crashproof.checker.Verdict;
import dev.crashproof.environment.Environment;
import dev.crashproof.history.Recorder;
import dev.crashproof.lane.Grounds;
import dev.crashproof.lane.Lane;
import dev.crashproof.lane.Lanes;
import dev.crashproof.lane.LiveNames;
import dev.crashproof.lane.Mode;
import dev.crashproof.lane.Patience;
import dev.crashproof.lane.Performance;
import dev.crashproof.lane.Subject;
import dev.crashproof.nemesis.Victim;
import dev.crashproof.process.FakeClock;
import dev.crashproof.wire.Interceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A place where trials are played, one after the other, on workers that go on serving. */
final class TrialLane implements Lanes.Place {
  private final Subject subject;
  private final Grounds grounds;
  private final Environment environment;
  private final Patience patience;
  private final Optional<FakeClock> clock;
  private final Recorder recorder = new Recorder();
  private final Band band;
  private final Lane lane;

  private TrialLane(
      String name,
      Subject subject,
      Grounds grounds,
      Environment environment,
      Patience patience,
      Optional<FakeClock> clock) {
    this.subject = subject;
    this.grounds = grounds;
    this.environment = environment;
    this.patience = patience;
    this.clock = clock;
    this.band = new Band(name, subject, grounds, recorder, patience.readyWithin());
    this.lane = Lane.of(name, Mode.UNASSISTED, band, recorder);
  }

  /**
   * Opens a lane; no worker is started yet.
   *
   * @param clocks whether its workers go by a clock that can be moved
   */
  static TrialLane open(
      String name,
      Subject subject,
      Grounds grounds,
      Environment environment,
      Patience patience,
      boolean clocks) {
    if (!clocks) {
      return new TrialLane(name, subject, grounds, environment, patience, Optional.empty());
    }
    FakeClock clock = FakeClock.in(grounds.processes().newDirectory("clock"));
    Subject moved =
        new Subject(
            subject.name(),
            endpoints -> clock.on(subject.launcher().command(endpoints)),
            subject.workload(),
            subject.expectation(),
            subject.ledger(),
            subject.database(),
            subject.services());
    return new TrialLane(name, moved, grounds, environment, patience, Optional.of(clock));
  }

  /**
   * Plays a trial once.
   *
   * <ol>
   *   <li>Set up: one worker serves, and nobody else.
   *   <li>Run: the workload is started.
   *   <li>Strike: each fault when its moment has come, and take it back when it is over.
   *   <li>Wait: until all is over, or nothing happens any more.
   *   <li>Wake: who slept through all of it goes on, too late; whoever slept is heard out.
   *   <li>Gather: the event histories, the ledger at once and again when it has settled, a replay.
   *   <li>Judge: every checker, over the evidence alone.
   * </ol>
   *
   * @param workflowId the workflow's id, not used before
   * @param wave the lanes that meet shared faults together with this one
   */
  TrialRun play(Trial trial, String workflowId, Together wave) {
    Subject played =
        new Subject(
            subject.name(),
            subject.launcher(),
            trial.workload(),
            trial.expectation(),
            subject.ledger(),
            subject.database(),
            subject.services());
    band.ready(trial.workload().fresh());
    long began = System.nanoTime();
    try (Performance performance =
        new Performance(lane, played, grounds, patience, workflowId, trial.id())) {
      LiveNames names = LiveNames.ofWorkflow(workflowId);
      Ambush ambush = new Ambush(names, band::victim);
      recorder.listen(names.andThen(ambush));
      band.intercept(ambush);
      Strikes strikes = new Strikes(stand(wave), performance, ambush);
      int struck;
      performance.start();
      try {
        struck = strikes.all(trial.schedule().faults());
        performance.awaitClosed();
        strikes.healAll();
        strikes.sleepers().forEach(this::awaitHeard);
      } finally {
        strikes.healAll();
      }
      Evidence evidence = performance.gather();
      List<Verdict> seen = new ArrayList<>(performance.seen());
      seen.addAll(Checkers.judge(checkers(trial), evidence).verdicts());
      return new TrialRun(
          trial,
          workflowId,
          struck,
          evidence,
          new Judgement(seen),
          Duration.ofNanos(System.nanoTime() - began));
    } finally {
      recorder.listen(op -> {});
      band.intercept(Interceptor.none());
    }
  }

  private Stand stand(Together wave) {
    return new Stand(
        band,
        recorder,
        grounds.processes(),
        environment,
        subject.database(),
        clock,
        patience.readyWithin(),
        wave);
  }

  private List<Checker> checkers(Trial trial) {
    List<Checker> checkers = new ArrayList<>(trial.expectation().checkers());
    checkers.addAll(RunCheckers.of(patience.stuckAfter()));
    checkers.add(
        new FaultsChecker(
            trial.schedule().faults().stream().map(planned -> planned.fault().kind()).toList()));
    checkers.add(new FencingChecker());
    return List.copyOf(checkers);
  }

  /** Until the woken worker has said all that it had to say about what it was doing. */
  private void awaitHeard(Victim woken) {
    Hearing hearing = new Hearing(woken.name(), woken.start());
    recorder.listen(hearing);
    hearing.catchUp(recorder.history());
    hearing.await();
  }

  @Override
  public void close() {
    lane.close();
  }
}
