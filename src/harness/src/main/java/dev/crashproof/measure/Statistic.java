package dev.crashproof.measure;

/** Which number of a summary a target is about. */
public enum Statistic {
  /**
   * The median: what judges, unless a target says otherwise, because a busy second moves it least.
   */
  MEDIAN("median"),
  /** The arithmetic mean, where a target says "avg". */
  AVERAGE("average"),
  /** The 99th percentile. */
  P99("p99"),
  /** The greatest value. */
  MAX("maximum");

  private final String word;

  Statistic(String word) {
    this.word = word;
  }

  /** Its name in words. */
  public String word() {
    return word;
  }

  /** Its value in a summary. */
  public double of(Summary summary) {
    return switch (this) {
      case MEDIAN -> summary.median();
      case AVERAGE -> summary.mean();
      case P99 -> summary.p99();
      case MAX -> summary.max();
    };
  }
}
