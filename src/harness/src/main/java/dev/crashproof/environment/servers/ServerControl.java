package dev.crashproof.environment.servers;

/** What kills a server and starts it again at the same address. */
public interface ServerControl {

  /** Kills it at once (SIGKILL of all its processes) and returns when it is gone. */
  void kill();

  /** Starts it again; it need not serve yet. */
  void start();

  /** Throws an {@link dev.crashproof.environment.EnvironmentException} where it is not running. */
  void checkAlive();
}
