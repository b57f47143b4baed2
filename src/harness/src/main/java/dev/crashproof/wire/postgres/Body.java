package dev.crashproof.wire.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads a message's body; where it was cut off, what there is of it. */
final class Body {
  private final ByteBuffer bytes;

  Body(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  boolean has(int count) {
    return bytes.remaining() >= count;
  }

  char letter() {
    return has(1) ? (char) bytes.get() : ' ';
  }

  /** A count or a code; 0 where it is missing. */
  int int16() {
    return has(2) ? bytes.getShort() : skipRest();
  }

  int int32() {
    return has(4) ? bytes.getInt() : skipRest();
  }

  /** Up to the zero byte, or to the end. */
  String text() {
    int from = bytes.position();
    while (bytes.hasRemaining()) {
      if (bytes.get() == 0) {
        return decoded(from, bytes.position() - 1);
      }
    }
    return decoded(from, bytes.position());
  }

  /** The next {@code count} bytes, or what there is of them. */
  ByteBuffer next(int count) {
    int there = Math.min(Math.max(count, 0), bytes.remaining());
    ByteBuffer slice = bytes.slice(bytes.position(), there);
    bytes.position(bytes.position() + there);
    return slice;
  }

  private int skipRest() {
    bytes.position(bytes.limit());
    return 0;
  }

  private String decoded(int from, int to) {
    return StandardCharsets.UTF_8.decode(bytes.slice(from, to - from)).toString();
  }
}
