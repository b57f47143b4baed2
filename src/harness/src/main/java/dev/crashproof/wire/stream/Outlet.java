package dev.crashproof.wire.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Bytes on their way into a channel that may not take them all at once. */
final class Outlet {
  private static final int BATCH = 64;

  private final Deque<ByteBuffer> queue = new ArrayDeque<>();
  private final Deque<Mark> marks = new ArrayDeque<>();
  private long added;
  private long written;
  private boolean ending;
  private boolean ended;
  private boolean broken;

  private record Mark(long position, Runnable reached) {}

  /** Adds what is left in the buffer; nothing, once it has broken or is to end. */
  void add(ByteBuffer bytes) {
    if (bytes.hasRemaining() && !broken && !ending) {
      added += bytes.remaining();
      queue.add(bytes);
    }
  }

  /** Runs it when all that was added so far has been taken; never, if it breaks before. */
  void mark(Runnable reached) {
    if (!broken && !ending) {
      marks.add(new Mark(added, reached));
    }
  }

  /** Sends an end of stream after what was added so far. */
  void end() {
    ending = true;
  }

  boolean ending() {
    return ending;
  }

  /** Whether nothing can be added any more, and nothing is left. */
  boolean done() {
    return broken || ended;
  }

  long pending() {
    return added - written;
  }

  /**
   * Gives the channel what it takes.
   *
   * @throws IOException if the other side is gone; the outlet is broken then
   */
  void flush(@Nullable SocketChannel channel) throws IOException {
    if (channel == null || done()) {
      return;
    }
    try {
      while (!queue.isEmpty() && write(channel)) {
        // Until the channel is full.
      }
      if (ending && queue.isEmpty()) {
        ended = true;
        channel.shutdownOutput();
      }
    } catch (IOException e) {
      abandon();
      throw e;
    } finally {
      while (!marks.isEmpty() && marks.peek().position() <= written) {
        marks.remove().reached().run();
      }
    }
  }

  /** Forgets what is left: nobody will take it. */
  void abandon() {
    broken = true;
    queue.clear();
    marks.removeIf(mark -> mark.position() > written);
    added = written;
  }

  /** Whether the channel may take more. */
  private boolean write(SocketChannel channel) throws IOException {
    ByteBuffer[] batch = queue.stream().limit(BATCH).toArray(ByteBuffer[]::new);
    written += batch.length == 1 ? channel.write(batch[0]) : channel.write(batch);
    while (!queue.isEmpty() && !queue.element().hasRemaining()) {
      queue.remove();
    }
    return !batch[batch.length - 1].hasRemaining();
  }
}
