package dev.crashproof.suite.benchmark;

import dev.crashproof.process.WorkerProcess;
import dev.crashproof.report.BenchmarkGoal;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;

/** A worker is killed while an activity runs that nobody hears of until its time is over. */
final class ActivityKill implements Course {
  private static final String KILLED =
      "killed while call_api (start-to-close 30 s, no heartbeat) waits for a service's answer;"
          + " started again at once; from the kill until the client sees the activity completed";
  private static final Figure STOCK =
      new Figure(
          "mid_activity_kill_cold_restart",
          "Kill mid-activity (start-to-close 30 s, no heartbeat), cold restart",
          "ms",
          KILLED,
          BenchmarkGoal.of(1500, 1 / 20.0),
          BenchmarkGoal.of(1300, 1 / 20.0));
  private static final Figure TUNED =
      new Figure(
          STOCK.id(),
          STOCK.title(),
          "ms",
          KILLED,
          BenchmarkGoal.of(900, 1 / 35.0),
          BenchmarkGoal.of(700, 1 / 35.0));

  private final Figure figure;

  private ActivityKill(Figure figure) {
    this.figure = figure;
  }

  /** What is to be reached depends on the server: a retry waits for its timer. */
  static ActivityKill on(Server server) {
    return new ActivityKill(server == Server.TUNED ? TUNED : STOCK);
  }

  @Override
  public List<Part> parts() {
    return Part.pair(List.of(figure));
  }

  @Override
  public Map<Figure, Double> play(Play play) throws Exception {
    WorkerProcess worker = play.stand().worker();
    Play.polling(worker);
    String path = "/" + play.name();
    WorkflowStub integration = play.start("IntegrationWorkflow", Inputs.call(path));
    EventCursor events = play.bench().events(integration);
    play.bench().hanging().awaitFirst(path, Play.BOUND);

    long killed = System.nanoTime();
    worker.kill();
    worker.start();
    play.waitsOnceStarted(worker);
    long back = events.await(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED, Play.BOUND).nanos();
    events.await(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED, Play.BOUND);
    return play.part().value((back - killed) / 1e6);
  }
}
