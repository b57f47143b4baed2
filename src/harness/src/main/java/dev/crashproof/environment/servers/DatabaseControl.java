package dev.crashproof.environment.servers;

/** What kills a Postgres server and starts it again on its data, and makes it stand still. */
public interface DatabaseControl extends ServerControl {

  /** Stops all its processes; returns when they stand still. */
  void pause();

  /** Lets it go on. */
  void resume();
}
