package dev.crashproof.wire.stream;

import java.nio.ByteBuffer;

/**
 * An error that the worker gets in place of an answer.
 *
 * @param instead what the peer gets in place of the request; where it is empty the answer is given
 *     without the peer, else the dialogue puts it into what the peer says
 * @param answer the error, as the protocol writes it
 * @param ends whether the worker's connection ends with it
 */
public record Refusal(ByteBuffer instead, ByteBuffer answer, boolean ends) {

  /** One without the peer. */
  public static Refusal local(byte[] answer, boolean ends) {
    return new Refusal(ByteBuffer.allocate(0), ByteBuffer.wrap(answer), ends);
  }

  /** One in which the peer is told something else, and the dialogue puts the error in. */
  public static Refusal instead(byte[] instead, byte[] answer) {
    return new Refusal(ByteBuffer.wrap(instead), ByteBuffer.wrap(answer), false);
  }

  @Override
  public ByteBuffer instead() {
    return instead.duplicate();
  }

  @Override
  public ByteBuffer answer() {
    return answer.duplicate();
  }

  /** Whether the peer has no part in it. */
  boolean local() {
    return !instead.hasRemaining();
  }
}
