package dev.crashproof.environment.servers;

import dev.crashproof.environment.Description;
import dev.crashproof.environment.GuardedServer;

/** A {@link RestartablePair} whose Temporal server has a guarded door too. */
public final class GuardedPair extends RestartablePair implements GuardedServer {
  private final String guardedAddress;

  /**
   * Puts an environment together.
   *
   * @param description what it is
   * @param temporal the harness's own frontend, closed with it
   * @param guardedAddress the other one
   * @param postgres the Postgres server
   * @param control what kills and starts the Temporal server
   * @param stop stops and removes what runs the two
   */
  public GuardedPair(
      Description description,
      TemporalServer temporal,
      String guardedAddress,
      PostgresServer postgres,
      ServerControl control,
      Runnable stop) {
    super(description, temporal, postgres, control, stop);
    this.guardedAddress = guardedAddress;
  }

  @Override
  public String guardedAddress() {
    return guardedAddress;
  }
}
