package dev.crashproof.recovery;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The crash journal of this process, see {@link JournalFile}: what it holds at the moment, in
 * memory that the kernel keeps when the process is killed. Nothing is forced to the disk: a crash
 * of the machine is the server's timeouts' business.
 *
 * <p>It never harms the worker: what does not fit is left out, a fault ends the journal with one
 * warning.
 */
final class Journal {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final Path file;
  private final MappedByteBuffer memory;
  private final ByteBuffer scratch = ByteBuffer.allocate(JournalFile.ROOM);
  private final int[] free = new int[JournalFile.SLOTS];
  private int frees;
  // In the order of taking, so that the oldest makes room when all are taken.
  private final Map<ByteString, Taken> held = new LinkedHashMap<>();
  private boolean disabled;
  private boolean saidTooLong;
  private @Nullable Runnable whenEmpty;

  private record Taken(Held held, int slot) {}

  /**
   * Over a file that has its header and its full size.
   *
   * @param made where it is now
   * @param file where it will be seen
   * @throws IOException if it cannot be mapped
   */
  Journal(Path made, Path file) throws IOException {
    this.file = file;
    try (FileChannel channel =
        FileChannel.open(made, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      this.memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, JournalFile.SIZE);
    }
    // The first slots are used again and again, so that few pages are touched.
    for (int slot = JournalFile.SLOTS - 1; slot >= 0; slot--) {
      free[frees++] = slot;
    }
  }

  /** Notes that this is held from now on. Known already, it is noted anew. */
  synchronized void take(Held taken) {
    if (disabled) {
      return;
    }
    scratch.clear();
    try {
      HeldCodec.write(taken, scratch);
    } catch (BufferOverflowException e) {
      if (!saidTooLong) {
        saidTooLong = true;
        LOG.warn(
            "a record does not fit into the {} bytes of a slot of {}: such tasks are left to the"
                + " server's timeouts",
            JournalFile.ROOM,
            file);
      }
      return;
    }
    try {
      release(taken.key());
      if (frees == 0) {
        release(eldestTask());
      }
      int slot = free[--frees];
      write(slot, scratch.flip());
      held.put(taken.key(), new Taken(taken, slot));
    } catch (RuntimeException | InternalError e) {
      disable(e);
    }
  }

  /** Notes that this is held from now on, unless that stands there. */
  synchronized void takeNew(Held taken) {
    Taken known = held.get(taken.key());
    if (known == null || !known.held.equals(taken)) {
      take(taken);
    }
  }

  /** Notes that this is held no more; nothing where it was not. */
  synchronized void settle(ByteString key) {
    if (disabled) {
      return;
    }
    try {
      release(key);
    } catch (RuntimeException | InternalError e) {
      disable(e);
    }
    if (held.isEmpty() && whenEmpty != null) {
      Runnable run = whenEmpty;
      whenEmpty = null;
      run.run();
    }
  }

  /** Notes that what answers to this is held no more. */
  synchronized void settleIf(Predicate<Held> settled) {
    held.values().stream()
        .map(Taken::held)
        .filter(settled)
        .map(Held::key)
        .toList()
        .forEach(this::settle);
  }

  /** Runs this once, as soon as nothing is held. */
  synchronized void whenEmpty(Runnable run) {
    if (held.isEmpty()) {
      run.run();
    } else {
      whenEmpty = run;
    }
  }

  /** Forgets what was to be run once nothing is held. */
  synchronized void stayOpen() {
    whenEmpty = null;
  }

  synchronized int size() {
    return held.size();
  }

  Path file() {
    return file;
  }

  synchronized boolean disabled() {
    return disabled;
  }

  private void write(int slot, ByteBuffer record) {
    int at = JournalFile.HEADER + slot * JournalFile.SLOT;
    memory.put(at + JournalFile.RECORD, record, 0, record.remaining());
    memory.putInt(at + JournalFile.CHECKSUM, JournalFile.checksum(record));
    // Last, so that whoever finds a length finds the record whole.
    INT.setRelease(memory, at + JournalFile.LENGTH, record.remaining());
  }

  // Queues stay: there are few, and they are worth more than a task that was forgotten long ago.
  private ByteString eldestTask() {
    return held.values().stream()
        .map(Taken::held)
        .filter(one -> !(one instanceof Held.StickyQueue))
        .findFirst()
        .orElseThrow()
        .key();
  }

  private void release(ByteString key) {
    Taken taken = held.remove(key);
    if (taken != null) {
      INT.setRelease(memory, JournalFile.HEADER + taken.slot * JournalFile.SLOT, 0);
      free[frees++] = taken.slot;
    }
  }

  // A page of a mapped file that cannot be had comes as an InternalError: a full volume, a file
  // cut.
  private void disable(Throwable fault) {
    disabled = true;
    held.clear();
    LOG.warn(
        "the crash journal {} can't be written ({}): it is off, and a crash of this process is left"
            + " to the server's timeouts",
        file,
        fault.toString());
  }
}
