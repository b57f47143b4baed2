package dev.crashproof.checker.recovery;

import dev.crashproof.history.Op;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The items of a prediction while it is put together: each begins where the one before ends. */
final class PredictedItems {
  private final List<Predicted> items = new ArrayList<>();
  private final List<Op> ops = new ArrayList<>();
  private long at;

  PredictedItems(Op kill) {
    at = kill.nanos();
    ops.add(kill);
  }

  /** What was observed, up to that op. */
  void until(Op op, String what) {
    until(op.nanos(), what);
    ops.add(op);
  }

  /** A wait that ends then; nothing, where that is past already. */
  void until(long nanos, String what) {
    if (nanos > at) {
      items.add(new Predicted(what, Duration.ofNanos(nanos - at)));
      at = nanos;
    }
  }

  void add(String what, Duration duration) {
    until(at + duration.toNanos(), what);
  }

  void show(List<Op> shown) {
    ops.addAll(shown);
  }

  long atNanos() {
    return at;
  }

  RecoveryPrediction prediction() {
    return new RecoveryPrediction(items, ops.stream().distinct().toList());
  }
}
