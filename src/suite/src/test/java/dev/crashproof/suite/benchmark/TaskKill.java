package dev.crashproof.suite.benchmark;

import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.report.BenchmarkGoal;
import dev.crashproof.wire.Bind;
import dev.crashproof.wire.Passage;
import dev.crashproof.wire.temporal.TemporalInterposer;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A worker is killed at a message between it and its server, which never arrives, or whose answer
 * never does.
 */
final class TaskKill implements Course {
  private static final String BACK =
      "; started again at once; from the kill until the client sees a workflow task completed";
  private static final Figure HOLDS =
      new Figure(
          "workflow_task_kill_cold_restart",
          "Kill while it holds a workflow task, cold restart",
          "ms",
          "killed when its RespondWorkflowTaskCompleted has left it and the server has not seen it"
              + BACK,
          BenchmarkGoal.of(800, 1 / 13.0),
          BenchmarkGoal.of(600, 1 / 13.0));
  private static final Figure ASSIGNED =
      new Figure(
          "after_answer_kill_cold_restart",
          "Kill after an activity's answer with polls open, cold restart",
          "ms",
          "killed when the server has an activity's answer and has handed the next workflow task to"
              + " one of its polls, of which it hears nothing; ours with a workflow task timeout of"
              + " 2 s, the naive one with the default of 10 s"
              + BACK,
          BenchmarkGoal.of(2800, 1 / 3.0),
          BenchmarkGoal.of(2800, 1 / 3.0));
  private static final Figure ALIKE =
      new Figure(
          "after_answer_kill_same_timeout",
          ASSIGNED.title() + ", both with a workflow task timeout of 2 s",
          "ms",
          "the same, and the naive one's is 2 s too: what the option does without the library",
          BenchmarkGoal.none(),
          BenchmarkGoal.none());
  private static final Duration USUAL = Duration.ZERO;
  private static final Duration SHORT = Duration.ofSeconds(2);

  private final Figure figure;
  private final Duration ours;
  private final Duration naive;

  private TaskKill(Figure figure, Duration ours, Duration naive) {
    this.figure = figure;
    this.ours = ours;
    this.naive = naive;
  }

  static TaskKill holdingATask() {
    return new TaskKill(HOLDS, USUAL, USUAL);
  }

  static TaskKill taskOnItsWay() {
    return new TaskKill(ASSIGNED, SHORT, USUAL);
  }

  static TaskKill taskOnItsWayAlike() {
    return new TaskKill(ALIKE, SHORT, SHORT);
  }

  @Override
  public List<Figure> figures() {
    return List.of(figure);
  }

  @Override
  public Map<Figure, Double> play(Play play) throws Exception {
    try (TemporalInterposer wire =
            TemporalInterposer.start(
                play.name(),
                Bind.loopback(),
                play.bench().environment().temporalAddress(),
                new Recorder());
        WorkerProcess worker = play.workerAt(wire.address())) {
      wire.tenant(1);
      Play.polling(worker);
      boolean holds = figure.equals(HOLDS);
      CutPoint cut = holds ? CutPoint.beforeWorkflowTaskAnswer() : CutPoint.afterActivityAnswer();
      wire.intercept(cut);
      WorkflowStub demo =
          play.bench()
              .start(
                  "DurableDemoWorkflow",
                  play.name(),
                  play.name(),
                  play.contender() == Contender.NAIVE ? naive : ours,
                  Inputs.QUICK);
      EventCursor events = play.bench().events(demo);
      List<Passage> held = cut.reached().get(Play.BOUND.toSeconds(), TimeUnit.SECONDS);
      if (!holds) {
        events.await(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED, Play.BOUND);
      }

      long killed = System.nanoTime();
      worker.kill();
      held.forEach(Passage::drop);
      wire.tenant(2);
      worker.start();
      play.waitsOnceStarted(worker);
      long back = events.await(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED, Play.BOUND).nanos();
      return Map.of(figure, (back - killed) / 1e6);
    }
  }

  /** Whether a passage is of the start that is to be struck. */
  static boolean ofTheFirst(Passage passage) {
    return passage.arrived().detail(WireOp.START).filter("1"::equals).isPresent();
  }
}
