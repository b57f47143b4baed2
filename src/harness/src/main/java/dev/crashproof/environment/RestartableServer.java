package dev.crashproof.environment;

/** An environment whose Temporal server can be killed and started again at the same address. */
public interface RestartableServer {

  /** Kills the server at once (SIGKILL) and returns when it is gone. */
  void killServer();

  /**
   * Starts the server again, at the same address, and returns when its frontend answers. Calls that
   * need a shard may fail for a moment more, as after any start; a client retries them.
   */
  void startServer();
}
