package dev.crashproof.wire.stream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Bytes that wait for their turn: an exchange's, or of none. */
final class Stretch<R extends Request> {
  private final @Nullable Exchange<R> exchange;
  private final Deque<ByteBuffer> bytes = new ArrayDeque<>();
  private long size;
  private boolean ended;

  Stretch(@Nullable Exchange<R> exchange) {
    this.exchange = exchange;
  }

  /** A copy of what is left in a buffer that will be used again. */
  static ByteBuffer copy(ByteBuffer bytes) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
    copy.put(bytes).flip();
    return copy;
  }

  @Nullable Exchange<R> exchange() {
    return exchange;
  }

  void add(ByteBuffer copied) {
    size += copied.remaining();
    bytes.add(copied);
  }

  /** Gives all bytes away; returns how many. */
  long drainTo(Consumer<ByteBuffer> taker) {
    long drained = size;
    bytes.forEach(taker);
    bytes.clear();
    size = 0;
    return drained;
  }

  long size() {
    return size;
  }

  /** Whether no bytes of the exchange follow it. */
  boolean ended() {
    return ended;
  }

  void end() {
    ended = true;
  }
}
