package dev.crashproof.wire.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that are gathered until they mean something. */
public final class Gathered {
  private static final int SMALL = 1 << 10;
  private static final int LARGE = 1 << 16;

  private byte[] bytes = new byte[SMALL];
  private int size;

  /** None yet. */
  public Gathered() {}

  /** How many there are. */
  public int size() {
    return size;
  }

  /** Takes {@code count} bytes off the buffer. */
  public void take(ByteBuffer from, int count) {
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
    }
    from.get(bytes, size, count);
    size += count;
  }

  /** Those from an index to before another. Good until the next change. */
  public ByteBuffer view(int from, int to) {
    return ByteBuffer.wrap(bytes, from, to - from).slice();
  }

  /** All of them. Good until the next change. */
  public ByteBuffer view() {
    return view(0, size);
  }

  /** The byte at an index. */
  public byte at(int index) {
    return bytes[index];
  }

  /** Forgets the first {@code count} bytes. */
  public void forget(int count) {
    System.arraycopy(bytes, count, bytes, 0, size - count);
    size -= count;
    if (size == 0 && bytes.length > LARGE) {
      bytes = new byte[SMALL];
    }
  }

  /** Forgets all. */
  public void clear() {
    forget(size);
  }
}
