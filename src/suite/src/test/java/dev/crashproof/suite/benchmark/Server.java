package dev.crashproof.suite.benchmark;

import java.time.Duration;

/** How the server is set up on which figures are taken. */
enum Server {
  /** As it comes: the headline. */
  STOCK("stock", ""),
  /** With timers that fire when they are due, not up to a second later. */
  TUNED("history.timerProcessorMaxTimeShift 10 ms", "_tuned");

  /** What the tuned one's {@code history.timerProcessorMaxTimeShift} is. */
  static final Duration TIMER_SHIFT = Duration.ofMillis(10);

  private final String words;
  private final String suffix;

  Server(String words, String suffix) {
    this.words = words;
    this.suffix = suffix;
  }

  /** As the table has it. */
  String words() {
    return words;
  }

  /** The beginning of the ids of a figure's rows. */
  String id(Figure figure) {
    return figure.id() + suffix;
  }
}
