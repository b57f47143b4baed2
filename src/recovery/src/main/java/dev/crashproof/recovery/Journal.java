package dev.crashproof.recovery;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The crash journal of this process, see {@link JournalFile}: what it holds at the moment, in pages
 * that the kernel keeps when the process is killed. Nothing is forced to the disk: a crash of the
 * machine is the server's timeouts' business.
 *
 * <p>It never harms the worker: what does not fit is left out, a fault ends the journal with one
 * warning. That is why it writes by system calls, half a microsecond each, and not through a mapped
 * file: a fault of a mapped page (a full volume that copies on write, a file that was cut) reaches
 * compiled code of JDK 17 late, in a frame of somebody else, where nobody can catch it.
 */
final class Journal {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final byte[] FREE = new byte[Integer.BYTES];

  private final Path file;
  // Not a channel: an interrupt of the thread that writes would close it.
  private final RandomAccessFile memory;
  private final byte[] bytes = new byte[JournalFile.SLOT];
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
   * @throws IOException if it cannot be opened
   */
  Journal(Path made, Path file) throws IOException {
    this.file = file;
    this.memory = new RandomAccessFile(made.toFile(), "rw");
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
    ByteBuffer record = ByteBuffer.wrap(bytes, JournalFile.RECORD, JournalFile.ROOM).slice();
    try {
      HeldCodec.write(taken, record);
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
      write(slot, record.flip());
      held.put(taken.key(), new Taken(taken, slot));
    } catch (IOException | RuntimeException e) {
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
    } catch (IOException | RuntimeException e) {
      disable(e);
    }
    runWhenEmpty();
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

  private void runWhenEmpty() {
    if (held.isEmpty() && whenEmpty != null) {
      Runnable run = whenEmpty;
      whenEmpty = null;
      run.run();
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

  // Length, checksum and record in one call: killed within it, the checksum does not fit.
  private void write(int slot, ByteBuffer record) throws IOException {
    ByteBuffer.wrap(bytes)
        .putInt(JournalFile.LENGTH, record.remaining())
        .putInt(JournalFile.CHECKSUM, JournalFile.checksum(record));
    memory.seek(JournalFile.at(slot));
    memory.write(bytes, 0, JournalFile.RECORD + record.remaining());
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

  private void release(ByteString key) throws IOException {
    Taken taken = held.remove(key);
    if (taken != null) {
      memory.seek(JournalFile.at(taken.slot));
      memory.write(FREE);
      free[frees++] = taken.slot;
    }
  }

  /** Notes nothing any more. */
  synchronized void close() {
    disabled = true;
    held.clear();
    try {
      memory.close();
    } catch (IOException e) {
      LOG.debug("closing {}", file, e);
    }
  }

  /** Writes what stands there anyway, so that the file does not look old. */
  synchronized void refresh() {
    if (disabled || frees == 0) {
      return;
    }
    try {
      memory.seek(JournalFile.at(free[frees - 1]));
      memory.write(FREE);
    } catch (IOException | RuntimeException e) {
      disable(e);
    }
  }

  // The file goes with it. What was settled and could not be freed would be read as held, and not
  // all of that is stale to the server: an activity that returned to be completed by somebody else
  // still waits for him, by the very token that a reaper would fail.
  private void disable(Throwable fault) {
    close();
    LOG.warn(
        "the crash journal {} can't be written ({}): it is off, and a crash of this process is left"
            + " to the server's timeouts",
        file,
        fault.toString());
    try {
      Files.deleteIfExists(file);
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} can't be removed ({}): remove it by hand", file, e.toString());
    }
    runWhenEmpty();
  }
}
