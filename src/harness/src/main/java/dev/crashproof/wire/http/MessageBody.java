package dev.crashproof.wire.http;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Tells where a body ends. */
sealed interface MessageBody {

  /** How many of these bytes belong to it. */
  int belonging(ByteBuffer in);

  /** Whether all of it was seen. */
  boolean whole();

  /** None. */
  static MessageBody none() {
    return new Counted(0);
  }

  /** All that comes. */
  static MessageBody untilClose() {
    return new UntilClose();
  }

  /**
   * What the head says of its body's length, if it says anything.
   *
   * @throws NumberFormatException if it is not a number
   */
  static Optional<MessageBody> of(Head head) {
    if (head.says("Transfer-Encoding", "chunked")) {
      return Optional.of(new Chunked());
    }
    return head.header("Content-Length")
        // Some send it twice, which is allowed where both are equal.
        .map(value -> value.split(",", 2)[0].strip())
        .map(Long::parseLong)
        .map(Counted::new);
  }

  /** As long as Content-Length says. */
  final class Counted implements MessageBody {
    private long left;

    Counted(long length) {
      this.left = length;
    }

    @Override
    public int belonging(ByteBuffer in) {
      int part = (int) Math.min(left, in.remaining());
      left -= part;
      return part;
    }

    @Override
    public boolean whole() {
      return left == 0;
    }
  }

  /** Until the connection ends. */
  final class UntilClose implements MessageBody {
    @Override
    public int belonging(ByteBuffer in) {
      return in.remaining();
    }

    @Override
    public boolean whole() {
      return false;
    }
  }

  /** Chunks, each with its size before it, and trailers behind the last. */
  final class Chunked implements MessageBody {
    private enum Part {
      SIZE,
      EXTENSION,
      DATA,
      DATA_END,
      TRAILERS,
      WHOLE
    }

    private Part part = Part.SIZE;
    private long size;
    private int lineLength;

    Chunked() {}

    @Override
    public int belonging(ByteBuffer in) {
      int at = in.position();
      while (at < in.limit() && part != Part.WHOLE) {
        if (part == Part.DATA) {
          long skipped = Math.min(size, in.limit() - at);
          size -= skipped;
          at += (int) skipped;
          part = size == 0 ? Part.DATA_END : Part.DATA;
        } else {
          step(in.get(at));
          at++;
        }
      }
      return at - in.position();
    }

    @Override
    public boolean whole() {
      return part == Part.WHOLE;
    }

    private void step(byte b) {
      if (b == '\n') {
        lineEnds();
      } else if (part == Part.SIZE) {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
          size = size * 16 + digit;
        } else {
          part = Part.EXTENSION;
        }
      } else if (part == Part.TRAILERS && b != '\r') {
        lineLength++;
      }
    }

    private void lineEnds() {
      switch (part) {
        case SIZE, EXTENSION -> {
          part = size == 0 ? Part.TRAILERS : Part.DATA;
          lineLength = 0;
        }
        case DATA_END -> part = Part.SIZE;
        case TRAILERS -> {
          part = lineLength == 0 ? Part.WHOLE : Part.TRAILERS;
          lineLength = 0;
        }
        case DATA, WHOLE -> throw new IllegalStateException("No line ends in " + part);
      }
    }
  }
}
