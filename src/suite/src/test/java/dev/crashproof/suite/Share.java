package dev.crashproof.suite;

/** How much of a sweep is played. */
enum Share {
  /** Nothing. */
  NONE,
  /** One boundary of each kind, as {@link OneOfEach} draws them. */
  SOME,
  /** Every boundary. */
  ALL
}
