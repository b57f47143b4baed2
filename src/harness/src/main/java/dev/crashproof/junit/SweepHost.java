package dev.crashproof.junit;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.Description;
import dev.crashproof.environment.Progress;

/** What all sweeps of one JUnit launch share: the servers, and a person who reads along. */
interface SweepHost extends AutoCloseable {

  /** The servers. */
  Description environment();

  /** An empty database. */
  Database newDatabase();

  /** Prepares a sweep; nothing is played yet. */
  Sweeping open(SweepOrder order);

  /** Where lines for a person go. */
  Progress console();

  /** Stops and removes all that was started. */
  @Override
  void close();
}
