package dev.crashproof.scenario;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Checkers;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.KillLandedChecker;
import dev.crashproof.checker.Moment;
import dev.crashproof.checker.Sightings;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.WorkflowSnapshot;
import dev.crashproof.process.Child;
import dev.crashproof.process.Death;
import dev.crashproof.workload.Completion;
import dev.crashproof.workload.Poller;
import dev.crashproof.workload.TemporalNamespace;
import dev.crashproof.workload.WorkflowRun;
import dev.crashproof.workload.WorkflowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One workflow, what strikes its worker, and what must come out.
 *
 * @param workflow what is run
 * @param kill when the worker is killed; empty where nothing strikes
 * @param whileDown what the world does between the kill and the replacement
 * @param checkers who judge; they hold what must come out
 * @param bound how long the workflow may take to its moment, and from there to completion
 */
public record Scenario(
    WorkflowSpec workflow,
    Optional<Moment> kill,
    Stimulus whileDown,
    List<Checker> checkers,
    Duration bound) {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
  // How long a worker that has ended by itself is taken for alive at most.
  private static final Duration BETWEEN_PULSES = Duration.ofSeconds(1);

  /** Copies the checkers; where there is a kill, one of them judges whether it landed. */
  public Scenario {
    List<Checker> all = new ArrayList<>(checkers);
    // A run whose kill missed must not pass because nobody thought of asking.
    kill.map(KillLandedChecker::new)
        .filter(landed -> all.stream().noneMatch(c -> c.name().equals(landed.name())))
        .ifPresent(all::add);
    checkers = List.copyOf(all);
  }

  /**
   * Plays the scenario once.
   *
   * <ol>
   *   <li>Set up: a worker lives and polls the task queue.
   *   <li>Run: the workflow is started.
   *   <li>Strike: at its moment, seen, the worker's process group is killed, and seen empty; a
   *       second look proves that the moment had not passed.
   *   <li>Heal: the world goes on, and the worker is started again.
   *   <li>Wait: until the workflow has closed.
   *   <li>Gather: the event history, the ledger, the result.
   *   <li>Judge: every checker, over the evidence alone.
   * </ol>
   *
   * <p>The stage stands afterwards, with a living worker, for the next scenario. A workflow that
   * never reaches its moment, or never closes, is judged like any other: by what is seen of it.
   *
   * @param stage where it plays
   * @param workflowId the id under which the workflow runs, not used before
   * @throws dev.crashproof.process.ProcessException when the worker is never ready, or ends without
   *     having been killed: at once, with its last lines of output
   */
  public ScenarioRun run(Stage stage, String workflowId) {
    Op begin = stage.recorder().info("harness", "begin");
    setUp(stage);
    WorkflowRun run = stage.namespace().start(workflow, workflowId);
    Optional<Death> death = kill.flatMap(moment -> strike(stage, run, moment));
    if (death.isPresent()) {
      heal(stage, run);
    }
    Optional<Completion> completion = awaitClosed(stage, run);
    Optional<Op> seen = completion.map(closed -> recordClosed(stage, closed));
    Evidence evidence = gather(stage, run, begin, completion);
    stage.worker().child().requireAlive();
    return new ScenarioRun(
        evidence,
        Checkers.judge(checkers, evidence),
        death.flatMap(dead -> seen.map(op -> Duration.ofNanos(op.nanos() - dead.signalNanos()))));
  }

  private void setUp(Stage stage) {
    TemporalNamespace namespace = stage.namespace();
    if (!namespace.tellsPollers()) {
      // Such a server shows that the worker polls by the workflow's own progress.
      if (stage.worker().current().filter(Child::alive).isEmpty()) {
        stage.worker().start();
      }
      return;
    }
    if (stage.worker().current().filter(Child::alive).isPresent()) {
      stage.worker().child().awaitReady(child -> namespace.polled(workflow.taskQueue()), bound);
      return;
    }
    // The server remembers a dead worker's polls for minutes.
    Set<Poller> before = namespace.pollers(workflow.taskQueue());
    stage
        .worker()
        .start()
        .awaitReady(child -> !before.containsAll(namespace.pollers(workflow.taskQueue())), bound);
  }

  private Optional<Death> strike(Stage stage, WorkflowRun run, Moment moment) {
    Sightings sightings = new Sightings(stage.recorder());
    Optional<Look> before = awaitMoment(stage, run, moment);
    if (before.isEmpty()) {
      return Optional.empty();
    }
    before.get().record(sightings);
    Death death = stage.worker().kill();
    Look.at(stage, run).record(sightings);
    return Optional.of(death);
  }

  /** The look that shows the moment; empty if the workflow closed, or went on, without it. */
  private Optional<Look> awaitMoment(Stage stage, WorkflowRun run, Moment moment) {
    try {
      Look look =
          Awaitility.await()
              .pollDelay(Duration.ZERO)
              .pollInterval(BETWEEN_LOOKS)
              .atMost(bound)
              .until(() -> lookWhileAlive(stage, run), s -> s.in(moment) || s.closed());
      return Optional.of(look).filter(seen -> seen.in(moment));
    } catch (ConditionTimeoutException e) {
      return Optional.empty();
    }
  }

  private static Look lookWhileAlive(Stage stage, WorkflowRun run) {
    stage.worker().child().requireAlive();
    return Look.at(stage, run);
  }

  private void heal(Stage stage, WorkflowRun run) {
    whileDown.act(stage.namespace(), run);
    stage.worker().start();
  }

  /** As long as the worker lives: after that there is nothing to wait for. */
  private Optional<Completion> awaitClosed(Stage stage, WorkflowRun run) {
    long deadline = System.nanoTime() + bound.toNanos();
    for (long left = bound.toNanos(); left > 0; left = deadline - System.nanoTime()) {
      Duration pulse = Duration.ofNanos(Math.min(left, BETWEEN_PULSES.toNanos()));
      Optional<Completion> completion = stage.namespace().awaitClosed(run, pulse);
      if (completion.isPresent()) {
        return completion;
      }
      stage.worker().child().requireAlive();
    }
    return Optional.empty();
  }

  private static Op recordClosed(Stage stage, Completion closed) {
    return stage
        .recorder()
        .record(OpKind.OK, "client", "closed", Map.of("event", closed.event().type()));
  }

  private Evidence gather(Stage stage, WorkflowRun run, Op begin, Optional<Completion> completion) {
    WorkflowSnapshot snapshot = stage.namespace().snapshot(run);
    return new Evidence(
        stage.recorder().history().after(begin),
        snapshot.eventHistory(),
        stage.ledger().read(run.workflowId()),
        completion.flatMap(Completion::result));
  }
}
