package dev.crashproof.environment;

/** Hears of each step as it happens. The console belongs to the caller. */
@FunctionalInterface
public interface Progress {

  /**
   * One step began or ended. May be called from several threads.
   *
   * @param line the step in words, without a line end
   */
  void step(String line);

  /** One that says nothing. */
  static Progress silent() {
    return line -> {};
  }
}
