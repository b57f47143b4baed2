package dev.crashproof.environment;

/**
 * A real Temporal server and a real Postgres, up and usable, whatever runs them. What more one can
 * do to them is told by the small capability interfaces that an implementation may have beside this
 * one ({@link RestartableServer}); a missing capability makes a fault UNSUPPORTED, visibly.
 *
 * <p>Starting one takes seconds, so it is done once for a whole suite; namespaces and databases
 * separate the tests.
 */
public interface Environment extends AutoCloseable {

  /** Where the server is, what it is, and whether its timings mean anything. */
  Description description();

  /** The Temporal frontend's address, {@code host:port}, for the harness and for its children. */
  String temporalAddress();

  /**
   * Registers a namespace and waits until the server takes workflows in it.
   *
   * @param prefix the name's beginning, in a namespace's letters
   * @return the namespace's name, unique in this environment
   */
  String newNamespace(String prefix);

  /**
   * Creates an empty database with an owner of its own.
   *
   * @param prefix the name's beginning, in lower-case letters and {@code _}
   */
  Database newDatabase(String prefix);

  /** Stops and removes all that this environment started. */
  @Override
  void close();
}
