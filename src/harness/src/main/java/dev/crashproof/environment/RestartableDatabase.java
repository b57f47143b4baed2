package dev.crashproof.environment;

/** An environment whose Postgres server can be killed and started again at the same address. */
public interface RestartableDatabase {

  /** Kills the server at once (SIGKILL of all its processes) and returns when it is gone. */
  void killDatabase();

  /** Starts it again at the same address, and returns when it answers a query. */
  void startDatabase();
}
