package dev.crashproof.sweep;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Checkers;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.History;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.boundary.BoundaryKind;
import dev.crashproof.history.boundary.MessageName;
import dev.crashproof.history.boundary.PlannedBoundary;
import dev.crashproof.history.recovery.Recovery;
import dev.crashproof.lane.Crew;
import dev.crashproof.lane.Grounds;
import dev.crashproof.lane.Lane;
import dev.crashproof.lane.LiveNames;
import dev.crashproof.lane.Performance;
import dev.crashproof.lane.Subject;
import dev.crashproof.lane.WorkerSlot;
import dev.crashproof.process.Death;
import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Passage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One boundary, to be struck in a workflow of its own.
 *
 * @param planned where
 * @param lane the place
 * @param subject what is run
 * @param grounds the servers
 * @param settings bounds and numbers
 * @param checkers who judge
 */
record Point(
    PlannedBoundary planned,
    Lane lane,
    Subject subject,
    Grounds grounds,
    SweepSettings settings,
    List<Checker> checkers) {

  /**
   * Plays the point once.
   *
   * <ol>
   *   <li>Set up: a worker serves, and who is to take over can.
   *   <li>Arm: a trap waits on the worker's wires.
   *   <li>Run: the workload is started.
   *   <li>Strike: at the boundary's message, which is held, the worker's process group is killed,
   *       and seen empty.
   *   <li>Replace: another worker takes over; a late message arrives when it has come to the same
   *       call, or waits for what the message's transaction holds.
   *   <li>Wait: until all is over, or nothing happens any more.
   *   <li>Gather: the event histories, the ledger at once and again when it has settled, a replay.
   *   <li>Judge: every checker, over the evidence alone.
   * </ol>
   *
   * @param workflowId the workflow's id, not used before
   */
  PointRun play(String workflowId) {
    Crew crew = lane.crew();
    crew.ready(subject.workload().fresh());
    if (startUp()) {
      // Its next start is the one to be struck.
      crew.retire();
    }
    try (Performance performance =
        new Performance(
            lane, subject, grounds, settings.patience(), workflowId, boundary().toString())) {
      LiveNames names = names(workflowId);
      Optional<Death> death = strike(performance, names);
      performance.awaitClosed();
      return judge(workflowId, death, performance);
    } finally {
      lane.recorder().listen(op -> {});
      crew.intercept(Interceptor.none());
    }
  }

  private Boundary boundary() {
    return planned.boundary();
  }

  private boolean startUp() {
    return boundary().message().startsWith("start-up ");
  }

  private LiveNames names(String workflowId) {
    return startUp() ? LiveNames.ofStartUps() : LiveNames.ofWorkflow(workflowId);
  }

  private Optional<Death> strike(Performance performance, LiveNames names) {
    WorkerSlot victim = lane.crew().serving();
    Optional<MessageName> target = planned.message();
    if (target.isEmpty()) {
      Death death = Strike.killIdle(boundary(), victim, lane.recorder());
      performance.start();
      lane.crew().replace();
      return Optional.of(death);
    }
    int start = victim.start() + (startUp() ? 1 : 0);
    Trap trap = new Trap(planned, target.get(), names, victim.name(), start);
    Strike strike = new Strike(boundary(), trap, victim, lane.recorder());
    lane.recorder().listen(names.andThen(trap));
    lane.crew().intercept(trap);
    performance.start();
    if (startUp()) {
      victim.launch();
    }
    Optional<Passage> met = performance.await(trap.met());
    if (met.isEmpty()) {
      // Not reached: nobody is struck, and whoever waited on the trap's other side goes on.
      trap.disarm();
      return Optional.empty();
    }
    Optional<Death> death =
        strike.kill(met.get(), () -> lane.crew().beforeStrike(boundary().kind()));
    if (death.isEmpty()) {
      strike.callOff(met.get());
      lane.crew().spared();
      return death;
    }
    lane.crew().replace();
    if (boundary().kind() == BoundaryKind.LATE) {
      // One that is held up by the late message in a way that nobody sees must not wait for good:
      // there is time for a usual start-to-close timeout, and then for getting further.
      performance.await(
          CompletableFuture.anyOf(trap.rival(), trap.waiting()),
          settings.stuckAfter().multipliedBy(3).dividedBy(4));
      strike.deliverLate(met.get());
    }
    return death;
  }

  private PointRun judge(String workflowId, Optional<Death> death, Performance performance) {
    Evidence evidence = performance.gather();
    List<Verdict> verdicts = new ArrayList<>(performance.seen());
    verdicts.addAll(Checkers.judge(checkers, evidence).verdicts());
    return new PointRun(
        workflowId,
        death,
        evidence,
        new Judgement(verdicts),
        death.flatMap(dead -> recovery(dead, evidence.history())));
  }

  private static Optional<Duration> recovery(Death death, History history) {
    return Recovery.closedIn(history)
        .filter(op -> op.nanos() > death.signalNanos())
        .map(op -> Duration.ofNanos(op.nanos() - death.signalNanos()));
  }
}
