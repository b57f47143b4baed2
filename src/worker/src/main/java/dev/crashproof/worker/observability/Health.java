package dev.crashproof.worker.observability;

import java.util.List;

/**
 * An answer to a probe.
 *
 * @param reasons why not, a sentence each; none if all is well
 */
record Health(List<String> reasons) {
  static final Health WELL = new Health(List.of());

  Health {
    reasons = List.copyOf(reasons);
  }

  static Health not(String reason) {
    return new Health(List.of(reason));
  }

  boolean well() {
    return reasons.isEmpty();
  }

  @Override
  public String toString() {
    return String.join("; ", reasons);
  }
}
