package dev.crashproof.wire.stream;

/**
 * A protocol over a byte stream.
 *
 * @param <R> its requests
 */
public interface Protocol<R extends Request> {

  /** The wire's name in ops. */
  String wire();

  /** A connection was accepted. */
  Dialogue open(Requests<R> requests, Answers<R> answers);
}
