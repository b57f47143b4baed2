package dev.crashproof.junit;

import dev.crashproof.environment.Environment;

/** Stub. */
final class LiveSweep {
  private LiveSweep() {}

  @SuppressWarnings("DoNotCallSuggester")
  static Sweeping open(Environment environment, SweepOrder order) {
    throw new IllegalStateException("stub " + environment + order);
  }
}
