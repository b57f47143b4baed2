package dev.crashproof.wire.stream;

import java.nio.ByteBuffer;

/**
 * Where a {@link Dialogue} puts the worker's bytes, in order. Buffers are read to their end, and
 * are free again on return.
 *
 * @param <R> the protocol's requests
 */
public interface Requests<R extends Request> {

  /** A request begins; on these bytes the interceptor decides. */
  void open(R request, ByteBuffer bytes);

  /**
   * Further bytes: of the request that was opened last, whose fate they share, or, where it is
   * complete, of none.
   */
  void more(ByteBuffer bytes);

  /** The request that was opened last has all its bytes. */
  void complete();

  /** Tells the worker something that its peer has not said. */
  void tell(byte[] bytes);

  /** Ends the worker's connection: its bytes make no sense here. */
  void refuse(String reason);
}
