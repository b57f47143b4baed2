package dev.crashproof.measure;

import java.util.function.LongSupplier;

/**
 * A busy loop of a fixed amount of work, run beside a measure: how many times longer than at its
 * best it takes says how busy the machine was. It excuses a miss on a machine that other programs
 * use; it must not run while the measure itself loads the machine, or it would excuse the measure's
 * own doing.
 *
 * <p>One control serves a whole run, because its best is what all measures are held against. Safe
 * for use by many threads.
 */
public final class Control {
  /**
   * Above this ratio the machine is too busy to judge a miss. With half of its time a start that
   * takes 1.1 s on an idle machine takes 2.2 s: a target of 2 s would be missed by the machine
   * alone.
   */
  public static final double BUSY_ABOVE = 2.0;

  // Long enough (some 10 ms) that a scheduler which shares the core takes it away during the loop;
  // a loop shorter than a time slice would find the machine idle whenever it runs.
  private static final int ROUNDS = 10_000_000;
  private static final int CALIBRATIONS = 20;

  private final LongSupplier nanoClock;
  private final Runnable work;
  private double bestNanos = Double.POSITIVE_INFINITY;

  /** A control on the JVM's monotonic clock; calibrates itself for about 0.2 s. */
  public Control() {
    this(System::nanoTime, new BusyLoop(ROUNDS), CALIBRATIONS);
  }

  Control(LongSupplier nanoClock, Runnable work, int calibrations) {
    this.nanoClock = nanoClock;
    this.work = work;
    for (int i = 0; i < calibrations; i++) {
      probe();
    }
  }

  /** Whether a ratio tells of a machine too busy to judge a miss. */
  public static boolean tooBusy(double ratio) {
    return ratio > BUSY_ABOVE;
  }

  /** Begins to run beside a measure. */
  public Beside beside(String measureId) {
    return new Beside(measureId);
  }

  private double probe() {
    long begin = nanoClock.getAsLong();
    work.run();
    double nanos = nanoClock.getAsLong() - begin;
    synchronized (this) {
      bestNanos = Math.min(bestNanos, nanos);
    }
    return nanos;
  }

  private synchronized double bestNanos() {
    return bestNanos;
  }

  /** The control beside one measure. */
  public final class Beside {
    private Samples probes;

    private Beside(String measureId) {
      probes = Samples.empty("control-" + measureId, "ns");
    }

    /** Runs the loop once, between two samples of the measure. */
    public synchronized void probe() {
      probes = probes.plus(Control.this.probe());
    }

    /** What was read so far. */
    public synchronized ControlReading reading() {
      return new ControlReading(probes, bestNanos());
    }
  }
}
