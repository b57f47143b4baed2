package dev.crashproof.worker.observability;

/** Where a worker is in its life. */
enum Phase {
  /** It waits for its server and its database. */
  JOINING,
  /** It polls, or should. */
  SERVING,
  /** It was told to stop. */
  DRAINING
}
