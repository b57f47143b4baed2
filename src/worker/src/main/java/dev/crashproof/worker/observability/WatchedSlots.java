package dev.crashproof.worker.observability;

import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import io.temporal.worker.tuning.SlotInfo;
import io.temporal.worker.tuning.SlotMarkUsedContext;
import io.temporal.worker.tuning.SlotReleaseContext;
import java.time.Duration;
import java.util.function.LongSupplier;

/** As many slots as a worker would have anyway, which tell their poll loop of their use. */
final class WatchedSlots<S extends SlotInfo> extends FixedSizeSlotSupplier<S> {
  private final PollLoop loop;
  private final LongSupplier clock;

  WatchedSlots(int slots, PollLoop loop, LongSupplier clock) {
    super(slots);
    this.loop = loop;
    this.clock = clock;
  }

  @Override
  public void markSlotUsed(SlotMarkUsedContext<S> context) {
    Duration atMost =
        context.getSlotInfo() instanceof ActivitySlotInfo activity
            ? activity.getActivityInfo().getStartToCloseTimeout()
            : loop.timeout();
    loop.taken(context.getSlotPermit(), atMost, clock.getAsLong());
    super.markSlotUsed(context);
  }

  @Override
  public void releaseSlot(SlotReleaseContext<S> context) {
    loop.freed(context.getSlotPermit(), clock.getAsLong());
    super.releaseSlot(context);
  }
}
