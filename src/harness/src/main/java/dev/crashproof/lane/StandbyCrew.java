package dev.crashproof.lane;

import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.boundary.BoundaryKind;
import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.temporal.OpenTask;
import dev.crashproof.wire.temporal.TemporalInterposer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Two workers that take turns: one serves, the other is warm and its polls are held. When the first
 * is killed, what it had been handed is failed by token, and the second polls in its place, from
 * its sticky queue too. The place of the dead is filled at once, for the next strike.
 */
public final class StandbyCrew implements Crew {
  private final Recorder recorder;
  private final Duration readyWithin;
  private boolean served;
  private WorkerSlot serving;
  private WorkerSlot standby;

  public StandbyCrew(
      WorkerSlot serving, WorkerSlot standby, Recorder recorder, Duration readyWithin) {
    this.serving = serving;
    this.standby = standby;
    this.recorder = recorder;
    this.readyWithin = readyWithin;
  }

  @Override
  public void ready(boolean fresh) {
    if (fresh && served && serving.alive()) {
      retire();
      promote();
    }
    served = true;
    if (!serving.alive()) {
      serving.temporal().releasePolls();
      serving.launch();
    }
    if (!standby.alive()) {
      launchStandby();
    }
    serving.awaitPolling(readyWithin);
    standby.awaitPolling(readyWithin);
  }

  @Override
  public void retire() {
    if (serving.alive()) {
      serving.retire(readyWithin);
    }
  }

  @Override
  public void intercept(Interceptor interceptor) {
    serving.intercept(interceptor);
    standby.intercept(interceptor);
  }

  @Override
  public WorkerSlot serving() {
    return serving;
  }

  /** With its polls taken back the server hands the dying worker nothing that must time out. */
  @Override
  public void beforeStrike(BoundaryKind kind) {
    if (kind != BoundaryKind.AFTER_ASSIGNED) {
      serving.temporal().withdrawPolls(serving.start(), readyWithin);
    }
  }

  @Override
  public void replace() {
    recorder.record(
        OpKind.INFO,
        "harness",
        "replace",
        Map.of(
            "worker", standby.name(),
            "start", Integer.toString(standby.start()),
            "how", "standby"));
    promote();
  }

  private void promote() {
    WorkerSlot dead = serving;
    WorkerSlot next = standby;
    TemporalInterposer wire = next.temporal();
    dead.temporal()
        .stickyQueue(dead.start())
        .ifPresent(queue -> wire.inheritStickyQueue(next.start(), queue));
    wire.releasePolls();
    failOpenTasks(dead);
    serving = next;
    standby = dead;
    launchStandby();
  }

  private void launchStandby() {
    standby.temporal().holdPolls();
    standby.launch();
  }

  private void failOpenTasks(WorkerSlot dead) {
    List<OpenTask> open = dead.temporal().openTasks(dead.start());
    for (OpenTask task : open) {
      String status = dead.temporal().fail(task).status();
      recorder.record(
          OpKind.INFO,
          "harness",
          "reap",
          Map.of(
              "worker", dead.name(),
              "start", Integer.toString(dead.start()),
              "token", task.token(),
              "task", task.kind().name().toLowerCase(Locale.ROOT),
              "status", status));
    }
  }

  @Override
  public void close() {
    try {
      serving.close();
    } finally {
      standby.close();
    }
  }
}
