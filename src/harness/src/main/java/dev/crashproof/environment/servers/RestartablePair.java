package dev.crashproof.environment.servers;

import dev.crashproof.environment.Description;
import dev.crashproof.environment.RestartableServer;
import java.time.Duration;

/** A {@link ServerPair} whose Temporal server can be killed and started again. */
public class RestartablePair extends ServerPair implements RestartableServer {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final ServerControl control;

  /**
   * Puts an environment together.
   *
   * @param description what it is
   * @param temporal the frontend, closed with it
   * @param postgres the Postgres server
   * @param control what kills and starts the Temporal server
   * @param stop stops and removes what runs the two
   */
  public RestartablePair(
      Description description,
      TemporalServer temporal,
      PostgresServer postgres,
      ServerControl control,
      Runnable stop) {
    super(description, temporal, postgres, stop);
    this.control = control;
  }

  @Override
  public final void killServer() {
    control.kill();
  }

  @Override
  public final void startServer() {
    control.start();
    temporal().awaitAnswer(BOUND, control::checkAlive);
  }
}
