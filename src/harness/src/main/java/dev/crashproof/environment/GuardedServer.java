package dev.crashproof.environment;

/** An environment whose server has, beside the harness's, a door with a {@link Guard}. */
public interface GuardedServer {

  /** The guarded frontend's address, {@code host:port}. */
  String guardedAddress();
}
