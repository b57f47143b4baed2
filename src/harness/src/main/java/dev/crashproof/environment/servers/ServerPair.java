package dev.crashproof.environment.servers;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.Description;
import dev.crashproof.environment.Environment;
import java.util.concurrent.atomic.AtomicBoolean;

/** An environment made of the two servers and whatever stops them. */
public class ServerPair implements Environment {
  private final Description description;
  private final TemporalServer temporal;
  private final PostgresServer postgres;
  private final Runnable stop;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Puts an environment together.
   *
   * @param description what it is
   * @param temporal the frontend, closed with it
   * @param postgres the Postgres server
   * @param stop stops and removes what runs the two
   */
  public ServerPair(
      Description description, TemporalServer temporal, PostgresServer postgres, Runnable stop) {
    this.description = description;
    this.temporal = temporal;
    this.postgres = postgres;
    this.stop = stop;
  }

  @Override
  public final Description description() {
    return description;
  }

  @Override
  public final String temporalAddress() {
    return temporal.address();
  }

  @Override
  public final String newNamespace(String prefix) {
    return temporal.namespaces().register(prefix);
  }

  @Override
  public final Database newDatabase(String prefix) {
    return postgres.newDatabase(prefix);
  }

  @Override
  public final void close() {
    if (closed.compareAndSet(false, true)) {
      temporal.close();
      stop.run();
    }
  }

  /** The frontend. */
  protected final TemporalServer temporal() {
    return temporal;
  }
}
