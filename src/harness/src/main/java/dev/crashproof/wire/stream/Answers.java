package dev.crashproof.wire.stream;

import dev.crashproof.history.OpKind;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link Dialogue} puts the peer's bytes, in order. Buffers are read to their end, and are
 * free again on return.
 *
 * @param <R> the protocol's requests
 */
public interface Answers<R extends Request> {

  /** The oldest forwarded request whose answer has not ended. */
  @Nullable R current();

  /** Set where the worker gets an error in place of the current request's answer. */
  @Nullable Refusal refusal();

  /** Bytes of the current answer, or, where none is awaited, of none. Held where they must be. */
  void bytes(ByteBuffer bytes);

  /**
   * Bytes by which the peer asks the worker for more before it can answer: they go on even if the
   * answer is to be held.
   */
  void pass(ByteBuffer bytes);

  /**
   * The current answer has arrived.
   *
   * @param kind OK: the request took effect; FAIL: it certainly did not
   */
  void arrived(OpKind kind, Map<String, String> details);

  /** The current answer will never arrive whole, and nobody knows whether its request was taken. */
  void lost(Map<String, String> details);

  /** All bytes of the current answer have been given. */
  void ended();
}
