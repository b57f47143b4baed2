package dev.crashproof.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Puts what several threads saw into one order. Safe for use by many threads. */
public final class Recorder {
  private final LongSupplier nanoClock;
  private final long origin;
  private final List<Op> ops = new ArrayList<>();
  private Consumer<Op> listener = op -> {};

  /** A recorder on the JVM's monotonic clock. */
  public Recorder() {
    this(System::nanoTime);
  }

  /**
   * A recorder on a clock of the caller's.
   *
   * @param nanoClock a monotonic clock, in nanoseconds
   */
  public Recorder(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.origin = nanoClock.getAsLong();
  }

  /** Records an op that happens now, and returns it. */
  public synchronized Op record(
      OpKind kind, String process, String name, Map<String, String> details) {
    Op op = new Op(ops.size(), nanoClock.getAsLong() - origin, kind, process, name, details);
    ops.add(op);
    listener.accept(op);
    return op;
  }

  /**
   * Tells this listener, in place of the last, each op from now on: in order, before {@link
   * #record} returns it. It holds up whoever records, so it must be quick and record nothing
   * itself.
   */
  public synchronized void listen(Consumer<Op> to) {
    listener = to;
  }

  /** Records an event without further details. */
  public Op info(String process, String name) {
    return record(OpKind.INFO, process, name, Map.of());
  }

  /** What was recorded so far. */
  public synchronized History history() {
    return new History(ops);
  }
}
