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

  /**
   * Ends the worker's connections that are open now, of every start, as a TCP reset does: what
   * waits on them fails at once. The port stays, and a connection that is accepted afterwards is a
   * good one. Does not wait: it happens on the wire's own thread, in a moment.
   *
   * <p>To the peer, and in the ops, it is as if the worker had died: what it waited for is {@link
   * dev.crashproof.history.wire.Step#ABANDONED}; a call to Temporal is cancelled, a database's
   * session ends when its statement has; the answers that come all the same are written down, and
   * what can't be answered any more is lost. What an interceptor holds stays with it: dropped, it
   * never arrives; released, it goes on and counts as posthumous.
   */
  void reset();

  /** Ends all connections and frees the port. */
  @Override
  void close();
}
