package dev.crashproof.nemesis;

/**
 * A fault and when it strikes.
 *
 * @param fault what
 * @param when when
 */
public record PlannedFault(Fault fault, When when) {
  @Override
  public String toString() {
    return fault.kind() + " " + when.words();
  }
}
