package dev.crashproof.environment;

/** An environment whose Postgres server can be made to stand still. */
public interface PausableDatabase {

  /** Stops all its processes; returns when they stand still. */
  void pauseDatabase();

  /** Lets it go on. */
  void resumeDatabase();
}
