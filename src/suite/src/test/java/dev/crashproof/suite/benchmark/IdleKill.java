package dev.crashproof.suite.benchmark;

import dev.crashproof.process.WorkerProcess;
import dev.crashproof.report.BenchmarkGoal;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A worker is killed that has nothing to do, while a workflow of its waits; then the signal comes.
 */
final class IdleKill implements Course {
  private static final String KILLED =
      "an Approval waits for its decision and its worker, having answered a query, is killed; the"
          + " decision is sent as soon as the process is seen dead; from the kill until the client"
          + " sees the workflow task completed";
  private static final Figure PEER =
      new Figure(
          "idle_kill_living_peer",
          "Kill of an idle worker while a workflow waits, living peer",
          "ms",
          KILLED
              + ". A second worker of the same kind lives; both have done workflows before, as"
              + " workers of a pool have",
          BenchmarkGoal.of(100, 1 / 50.0).max(300),
          BenchmarkGoal.of(100, 1 / 50.0).max(300));
  private static final Figure LARGE =
      new Figure(
          PEER.id() + "_512",
          PEER.title() + " of 512 MiB of heap",
          "ms",
          PEER.how()
              + ". Ours, all of it touched: the kernel frees a dead one's lock after its memory. The"
              + " naive one as it comes, its values those of the row for a heap of any size",
          PEER.older(),
          PEER.newer());
  private static final String LARGE_HEAP = "-Xms512m -Xmx512m -XX:+AlwaysPreTouch";
  private static final Figure COLD =
      new Figure(
          "idle_kill_cold_restart",
          "The same, cold restart",
          "ms",
          KILLED + ". The worker is started again after the decision",
          BenchmarkGoal.of(600, 1 / 9.0),
          BenchmarkGoal.of(450, 1 / 9.0));

  private final List<Part> parts;

  private IdleKill(List<Part> parts) {
    this.parts = parts;
  }

  static IdleKill livingPeer() {
    return new IdleKill(Part.pair(List.of(PEER)));
  }

  /** The same, and ours with a large heap, besides. */
  static IdleKill livingPeerOfAnyHeap() {
    return new IdleKill(
        List.of(
            Part.of(Contender.OURS, List.of(PEER)),
            new Part(Contender.OURS, "512", List.of(LARGE)),
            Part.of(Contender.NAIVE, List.of(PEER, LARGE))));
  }

  static IdleKill coldRestart() {
    return new IdleKill(Part.pair(List.of(COLD)));
  }

  @Override
  public List<Part> parts() {
    return parts;
  }

  @Override
  public Map<Figure, Double> play(Play play) {
    boolean peer = figures().contains(PEER);
    boolean large =
        play.part().contender() == Contender.OURS && play.part().figures().contains(LARGE);
    String javaOptions = large ? LARGE_HEAP : "";
    WorkerProcess first = play.stand().worker("first", javaOptions);
    WorkerProcess second = play.stand().worker("second", javaOptions);
    Play.polling(first);
    if (peer) {
      Play.polling(second);
      awaitWork(play, first);
      awaitWork(play, second);
    }
    WorkflowStub approval = play.start("ApprovalWorkflow", Inputs.APPROVAL);
    EventCursor events = play.bench().events(approval);
    events.await(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED, Play.BOUND);
    // The one that has the workflow in its cache from its second workflow task on.
    String identity =
        identity(events.await(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED, Play.BOUND).event());
    events.await(EventType.EVENT_TYPE_TIMER_STARTED, Play.BOUND);
    // Its answer shows that it has nothing to do now.
    approval.query("state", Object.class);
    WorkerProcess victim = identity.startsWith(first.child().pid() + "@") ? first : second;

    long killed = System.nanoTime();
    victim.kill();
    approval.signal("decide", Inputs.DECISION);
    if (peer) {
      play.waitsFromHere();
    } else {
      victim.start();
      play.waitsOnceStarted(victim);
    }
    events.await(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED, Play.BOUND);
    long back = events.await(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED, Play.BOUND).nanos();
    events.await(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED, Play.BOUND);
    return play.part().value((back - killed) / 1e6);
  }

  /** Has workflows done until that worker has done one. */
  private static void awaitWork(Play play, WorkerProcess worker) {
    for (int i = 1; ; i++) {
      String id = "%s-%s-work-%d".formatted(play.name(), worker.name(), i);
      WorkflowStub demo =
          play.bench()
              .start("DurableDemoWorkflow", play.stand().queue(), id, Duration.ZERO, Inputs.QUICK);
      EventCursor events = play.bench().events(demo);
      boolean done =
          identity(events.await(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED, Play.BOUND).event())
              .startsWith(worker.child().pid() + "@");
      events.await(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED, Play.BOUND);
      if (done) {
        return;
      }
    }
  }

  private static String identity(HistoryEvent completed) {
    return completed.getWorkflowTaskCompletedEventAttributes().getIdentity();
  }
}
