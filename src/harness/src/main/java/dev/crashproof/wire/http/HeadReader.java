package dev.crashproof.wire.http;

import dev.crashproof.wire.stream.Gathered;
import java.nio.ByteBuffer;

/** Gathers a request's or an answer's head, up to the empty line that ends it. */
final class HeadReader {
  /** Far beyond what any server takes. */
  private static final int LONGEST = 1 << 18;

  private final Gathered bytes;
  private int lineLength;
  private boolean begun;

  HeadReader(Gathered bytes) {
    this.bytes = bytes;
  }

  /** Takes what belongs to the head; says whether it is whole now. */
  boolean take(ByteBuffer in) {
    for (int i = in.position(); i < in.limit(); i++) {
      byte b = in.get(i);
      if (b == '\n') {
        // Empty lines before the first one are allowed, and mean nothing.
        if (lineLength == 0 && begun) {
          bytes.take(in, i + 1 - in.position());
          begun = false;
          return true;
        }
        lineLength = 0;
      } else if (b != '\r') {
        lineLength++;
        begun = true;
      }
    }
    bytes.take(in, in.remaining());
    return false;
  }

  boolean tooLong() {
    return bytes.size() > LONGEST;
  }
}
