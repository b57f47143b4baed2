package dev.crashproof.wire;

/**
 * One interposer: it listens on one port for the life of a test, for one worker at a time, and
 * hands what it hears to one peer. Safe for use by many threads.
 */
public interface Wire extends AutoCloseable {

  /** Where the worker is to connect, {@code host:port}. Stays the same until closed. */
  String address();

  /**
   * Connections accepted from now on belong to that start of the worker.
   *
   * @param start the start's number, from 1, as process ops count
   */
  void tenant(int start);

  /** Asks this interceptor, in place of the last, about each message from now on. */
  void intercept(Interceptor interceptor);

  /** Whether any connection of that start of the worker is still open on its side. */
  boolean connected(int start);

  /** Ends all connections and frees the port. */
  @Override
  void close();
}
