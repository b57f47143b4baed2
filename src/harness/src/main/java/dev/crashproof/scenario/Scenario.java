package dev.crashproof.scenario;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Checkers;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Moment;
import dev.crashproof.checker.Sightings;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.WorkflowSnapshot;
import dev.crashproof.process.Death;
import dev.crashproof.workload.Completion;
import dev.crashproof.workload.WorkflowRun;
import dev.crashproof.workload.WorkflowSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Copies the checkers, so that a scenario never changes. */
  public Scenario {
    checkers = List.copyOf(checkers);
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
   */
  public ScenarioRun run(Stage stage, String workflowId) {
    Op begin = stage.recorder().info("harness", "begin");
    setUp(stage);
    WorkflowRun run = stage.namespace().start(workflow, workflowId);
    Optional<Death> death = kill.flatMap(moment -> strike(stage, run, moment));
    if (death.isPresent()) {
      heal(stage, run);
    }
    Optional<Completion> completion = stage.namespace().awaitClosed(run, bound);
    Optional<Op> seen = completion.map(closed -> recordClosed(stage, closed));
    Evidence evidence = gather(stage, run, begin, completion);
    return new ScenarioRun(
        evidence,
        Checkers.judge(checkers, evidence),
        death.flatMap(dead -> seen.map(op -> Duration.ofNanos(op.nanos() - dead.signalNanos()))));
  }

  private void setUp(Stage stage) {
    if (stage.worker().current().isEmpty() || !stage.worker().child().alive()) {
      stage.worker().start();
    }
    stage
        .worker()
        .child()
        .awaitReady(child -> stage.namespace().polled(workflow.taskQueue()), bound);
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
              .until(() -> Look.at(stage, run), seen -> seen.in(moment) || seen.closed());
      return Optional.of(look).filter(seen -> seen.in(moment));
    } catch (ConditionTimeoutException e) {
      return Optional.empty();
    }
  }

  private void heal(Stage stage, WorkflowRun run) {
    whileDown.act(stage.namespace(), run);
    stage.worker().start();
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
