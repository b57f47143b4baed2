package dev.crashproof.environment;

/** An environment that may end the sessions of its databases. */
public interface SessionControl {

  /**
   * Ends all sessions of the database's owner (pg_terminate_backend).
   *
   * @return how many there were
   */
  int terminateSessions(Database database);
}
