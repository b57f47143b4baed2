package dev.crashproof.lane;

import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.boundary.BoundaryKind;
import dev.crashproof.wire.Interceptor;
import java.time.Duration;
import java.util.Map;

/** One worker, which is started again when it was killed, as production would. */
public final class ColdCrew implements Crew {
  private final WorkerSlot slot;
  private final Recorder recorder;
  private final Duration readyWithin;
  private boolean served;

  public ColdCrew(WorkerSlot slot, Recorder recorder, Duration readyWithin) {
    this.slot = slot;
    this.recorder = recorder;
    this.readyWithin = readyWithin;
  }

  @Override
  public void ready(boolean fresh) {
    if (fresh && served) {
      retire();
    }
    served = true;
    if (!slot.alive()) {
      slot.launch();
    }
    slot.awaitPolling(readyWithin);
  }

  @Override
  public void retire() {
    if (slot.alive()) {
      slot.retire(readyWithin);
    }
  }

  @Override
  public void intercept(Interceptor interceptor) {
    slot.intercept(interceptor);
  }

  @Override
  public WorkerSlot serving() {
    return slot;
  }

  /** A worker that dies in production has its polls open, but where it is to die without a task. */
  @Override
  public void beforeStrike(BoundaryKind kind) {
    if (kind == BoundaryKind.AFTER_IDLE) {
      slot.temporal().withdrawPolls(slot.start(), readyWithin);
    }
  }

  @Override
  public void replace() {
    recorder.record(
        OpKind.INFO,
        "harness",
        "replace",
        Map.of("worker", slot.name(), "start", Integer.toString(slot.start() + 1), "how", "cold"));
    slot.launch();
  }

  @Override
  public void close() {
    slot.close();
  }
}
