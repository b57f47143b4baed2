package dev.crashproof.environment.servers;

import dev.crashproof.environment.PausableDatabase;
import dev.crashproof.environment.RestartableDatabase;
import java.time.Duration;

/** A {@link ServerPair} whose Postgres server is its own to kill and to pause. */
public class OwnPostgresPair extends ServerPair implements RestartableDatabase, PausableDatabase {
  /** For how long a server that was started is waited for. */
  protected static final Duration BOUND = Duration.ofSeconds(60);

  private final DatabaseControl postgres;

  /**
   * Puts an environment together.
   *
   * @param servers the two
   * @param postgres what kills, starts and pauses the Postgres server
   */
  public OwnPostgresPair(Servers servers, DatabaseControl postgres) {
    super(servers);
    this.postgres = postgres;
  }

  @Override
  public final void killDatabase() {
    postgres.kill();
  }

  @Override
  public void startDatabase() {
    postgres.start();
    servers().postgres().awaitAnswer(BOUND, postgres::checkAlive);
  }

  @Override
  public final void pauseDatabase() {
    postgres.pause();
  }

  @Override
  public final void resumeDatabase() {
    postgres.resume();
  }
}
