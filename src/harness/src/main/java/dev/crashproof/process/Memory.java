package dev.crashproof.process;

/**
 * What a child holds of memory.
 *
 * @param child the process that was started
 * @param group the sum over it and all its descendants; what they share counts more than once
 */
public record Memory(Usage child, Usage group) {

  /**
   * The kernel's count of one or several processes.
   *
   * @param rssBytes resident now (VmRSS), in bytes
   * @param peakBytes the most that was ever resident (VmHWM), in bytes
   */
  public record Usage(long rssBytes, long peakBytes) {

    Usage plus(Usage other) {
      return new Usage(rssBytes + other.rssBytes, peakBytes + other.peakBytes);
    }
  }
}
