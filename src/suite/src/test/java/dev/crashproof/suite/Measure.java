package dev.crashproof.suite;

import dev.crashproof.measure.Control;
import dev.crashproof.measure.Samples;
import dev.crashproof.report.Measurement;
import java.util.Optional;

/** A measure being taken: a control beside each sample, and every sample saved at once. */
final class Measure {
  private final SuiteRun suite;
  private final String how;
  private final Control.Beside control;
  private final int warmUps;
  private final int all;
  private Samples samples;

  /** A measure of as many samples as the run's depth asks for, the first of them warm-up. */
  Measure(SuiteRun suite, String id, String unit, String how) {
    this(suite, id, unit, how, 2, suite.depth().samples() + 2);
  }

  Measure(SuiteRun suite, String id, String unit, String how, int warmUps, int all) {
    this.suite = suite;
    this.how = how;
    this.control = suite.control().beside(id);
    this.warmUps = warmUps;
    this.all = all;
    this.samples = Samples.empty(id, unit);
  }

  /** How many samples are taken, those of the warm-up included. */
  int all() {
    return all;
  }

  int kept() {
    return samples.n();
  }

  void sample(double value) {
    control.probe();
    samples = samples.warmUps() < warmUps ? samples.plusWarmUp(value) : samples.plus(value);
    suite.facts().save(new Measurement(samples, how, Optional.of(control.reading())));
  }

  static double seconds(long nanos) {
    return nanos / 1e9;
  }

  static double millis(long nanos) {
    return nanos / 1e6;
  }

  static double mebibytes(long bytes) {
    return bytes / (1024.0 * 1024.0);
  }
}
