package dev.crashproof.environment.servers;

import dev.crashproof.environment.RestartableServer;

/** An {@link OwnPostgresPair} whose Temporal server can be killed and started again, too. */
public class RestartablePair extends OwnPostgresPair implements RestartableServer {
  private final ServerControl temporal;
  private volatile boolean serverKilled;

  /**
   * Puts an environment together.
   *
   * @param servers the two
   * @param postgres what kills, starts and pauses the Postgres server
   * @param temporal what kills and starts the Temporal server
   */
  public RestartablePair(Servers servers, DatabaseControl postgres, ServerControl temporal) {
    super(servers, postgres);
    this.temporal = temporal;
  }

  @Override
  public final void killServer() {
    serverKilled = true;
    temporal.kill();
  }

  @Override
  public final void startServer() {
    temporal.start();
    serverKilled = false;
    servers().temporal().awaitAnswer(BOUND, temporal::checkAlive);
  }

  /**
   * {@inheritDoc} By then the Temporal server has its shards back too, where it is not killed
   * itself: it lives through the loss of its database, but fails calls for a moment after.
   */
  @Override
  public final void startDatabase() {
    super.startDatabase();
    if (!serverKilled) {
      servers().temporal().awaitPersistence(BOUND, temporal::checkAlive);
    }
  }
}
