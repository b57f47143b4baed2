package dev.crashproof.suite;

import dev.crashproof.measure.Control;
import dev.crashproof.measure.Samples;
import dev.crashproof.report.Measurement;
import java.util.Optional;

/** A measure being taken: a control beside each sample, and every sample saved at once. */
final class Measure {
  private final SuiteRun suite;
  private final String how;
  private final Optional<Control.Beside> control;
  private final int warmUps;
  private final int all;
  private Samples samples;

  /** A measure of as many samples as the run's depth asks for, the first of them warm-up. */
  Measure(SuiteRun suite, String id, String unit, String how) {
    this(suite, id, unit, how, 2, suite.depth().samples() + 2);
  }

  /**
   * A measure of so many samples, the first of them warm-up, on a machine that has nothing else to
   * do.
   */
  Measure(SuiteRun suite, String id, String unit, String how, int warmUps, int all) {
    this(suite, id, unit, how, warmUps, all, Optional.of(suite.control().beside(id)));
  }

  private Measure(
      SuiteRun suite,
      String id,
      String unit,
      String how,
      int warmUps,
      int all,
      Optional<Control.Beside> control) {
    this.suite = suite;
    this.how = how;
    this.control = control;
    this.warmUps = warmUps;
    this.all = all;
    this.samples = Samples.empty(id, unit);
  }

  /**
   * A measure taken under a load of the suite's own making: a control would call the machine busy,
   * and excuse a miss by what is being measured.
   */
  static Measure underLoad(SuiteRun suite, String id, String unit, String how, int all) {
    return new Measure(suite, id, unit, how, 0, all, Optional.empty());
  }

  /** How many samples are taken, those of the warm-up included. */
  int all() {
    return all;
  }

  int kept() {
    return samples.n();
  }

  void sample(double value) {
    control.ifPresent(Control.Beside::probe);
    samples = samples.warmUps() < warmUps ? samples.plusWarmUp(value) : samples.plus(value);
    suite.facts().save(new Measurement(samples, how, control.map(Control.Beside::reading)));
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
