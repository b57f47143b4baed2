package dev.crashproof.suite.benchmark;

import dev.crashproof.process.WorkerProcess;
import dev.crashproof.report.BenchmarkGoal;
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
          "the same, ours by the same values, and the naive one's timeout is 2 s too: what the option"
              + " does without the library",
          BenchmarkGoal.none(),
          BenchmarkGoal.none());
  private static final Duration USUAL = Duration.ZERO;
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final String SHORT_TOO = "2s";

  private final List<Part> parts;

  private TaskKill(List<Part> parts) {
    this.parts = parts;
  }

  static TaskKill holdingATask() {
    return new TaskKill(Part.pair(List.of(HOLDS)));
  }

  static TaskKill taskOnItsWay() {
    return new TaskKill(Part.pair(List.of(ASSIGNED)));
  }

  /** The same, and against a naive worker whose option is ours, besides. */
  static TaskKill taskOnItsWayAlikeToo() {
    return new TaskKill(
        List.of(
            Part.of(Contender.OURS, List.of(ASSIGNED, ALIKE)),
            Part.of(Contender.NAIVE, List.of(ASSIGNED)),
            new Part(Contender.NAIVE, SHORT_TOO, List.of(ALIKE))));
  }

  @Override
  public List<Part> parts() {
    return parts;
  }

  @Override
  public Map<Figure, Double> play(Play play) throws Exception {
    TemporalInterposer wire = play.stand().wire();
    WorkerProcess worker = play.stand().worker();
    if (worker.starts() == 0) {
      wire.tenant(1);
    }
    Play.polling(worker);
    int start = worker.starts();
    boolean holds = figures().contains(HOLDS);
    CutPoint cut =
        holds ? CutPoint.beforeWorkflowTaskAnswer(start) : CutPoint.afterActivityAnswer(start);
    wire.intercept(cut);
    WorkflowStub demo =
        play.start("DurableDemoWorkflow", taskTimeout(play.part(), holds), Inputs.QUICK);
    EventCursor events = play.bench().events(demo);
    List<Passage> held = cut.reached().get(Play.BOUND.toSeconds(), TimeUnit.SECONDS);
    if (!holds) {
      events.await(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED, Play.BOUND);
    }

    long killed = System.nanoTime();
    worker.kill();
    held.forEach(Passage::drop);
    wire.tenant(start + 1);
    worker.start();
    play.waitsOnceStarted(worker);
    long back = events.await(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED, Play.BOUND).nanos();
    events.await(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED, Play.BOUND);
    return play.part().value((back - killed) / 1e6);
  }

  private static Duration taskTimeout(Part part, boolean holds) {
    boolean shortened = part.contender() == Contender.OURS || part.variant().equals(SHORT_TOO);
    return shortened && !holds ? SHORT : USUAL;
  }
}
