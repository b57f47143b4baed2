package dev.crashproof.wire;

/**
 * Decides what becomes of each message while it passes. Called on the wire's own threads, one
 * message of a connection after the other, after the message's op was recorded: it must not block.
 */
public interface Interceptor {

  /** A request of the worker has arrived and has not been forwarded. */
  Ruling request(Passage passage);

  /**
   * The peer's answer has arrived. It has not been delivered, except on a database's wire, where an
   * answer that was not to be held ({@link Ruling#passHoldingReply}) is on its way already and the
   * ruling has no effect.
   */
  default Ruling reply(Passage passage) {
    return Ruling.pass();
  }

  /** Lets all pass. */
  static Interceptor none() {
    return passage -> Ruling.pass();
  }
}
