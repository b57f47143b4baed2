package dev.crashproof.recovery;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The format of a journal, version 1. A header of one page tells whose it is, then come slots of
 * equal size: a length, a checksum over what follows, a record. A length of zero is a free slot. A
 * table, since a log would have to be compacted at times, and then a record would cost more than
 * microseconds; a slot that was being written when the process died fails its checksum, and only it
 * is lost. All numbers are big-endian.
 */
final class JournalFile {
  static final int VERSION = 1;
  static final int HEADER = 4096;
  static final int SLOT = 2048;
  static final int SLOTS = 1024;
  static final int SIZE = HEADER + SLOT * SLOTS;
  // What stands in a slot before its record.
  static final int LENGTH = 0;
  static final int CHECKSUM = 4;
  static final int RECORD = 8;
  static final int ROOM = SLOT - RECORD;

  private static final long MAGIC = 0x4352_5348_4a4f_5552L; // "CRSHJOUR"
  private static final int HEADER_FIELDS = 24;
  private static final int SLOTS_AT_ONCE = 32;

  private JournalFile() {}

  /** What a journal holds. */
  record Contents(ProcessIdentity owner, List<Held> held, int torn) {}

  /** It is no journal, a broken one, or of another version. */
  static final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String why) {
      super(why);
    }
  }

  /** The header of a journal of that process. */
  static ByteBuffer header(ProcessIdentity owner) {
    ByteBuffer fields = ByteBuffer.allocate(HEADER - HEADER_FIELDS);
    fields.putLong(owner.pid()).putLong(owner.start());
    write(owner.bootId(), fields);
    write(owner.pidNamespace(), fields);
    fields.flip();
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.putLong(MAGIC).putInt(VERSION).putInt(fields.remaining()).putInt(checksum(fields));
    header.position(HEADER_FIELDS);
    header.put(fields);
    return header.rewind();
  }

  /**
   * Whose it is.
   *
   * @throws UnreadableException if it does not say so in this version's words
   */
  static ProcessIdentity owner(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return owner(read(channel, HEADER));
    }
  }

  /**
   * All it holds; slots that were being written are counted, not read.
   *
   * @throws UnreadableException if it is no journal of this version
   */
  static Contents contents(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ProcessIdentity owner = owner(read(channel, HEADER));
      List<Held> held = new ArrayList<>();
      int torn = 0;
      // In pieces: one buffer of two megabytes took 30 ms to come by in a worker's small heap.
      ByteBuffer slots = ByteBuffer.allocate(SLOT * SLOTS_AT_ONCE);
      for (int slot = 0; slot < SLOTS; slot++) {
        if (slot % SLOTS_AT_ONCE == 0) {
          fill(slots.clear(), channel);
        }
        ByteBuffer bytes = slots.slice(slot % SLOTS_AT_ONCE * SLOT, SLOT);
        int length = bytes.getInt(LENGTH);
        if (length == 0) {
          continue;
        }
        Held record = recordOrNull(bytes, length);
        if (record == null) {
          torn++;
        } else {
          held.add(record);
        }
      }
      return new Contents(owner, held, torn);
    }
  }

  /** Frees all slots of a dead process's journal but those of these records. */
  static void keep(Path file, Collection<Held> kept) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      owner(read(channel, HEADER));
      ByteBuffer slot = ByteBuffer.allocate(SLOT);
      for (int number = 0; number < SLOTS; number++) {
        fill(slot.clear(), channel);
        int length = slot.getInt(LENGTH);
        if (length != 0 && !holds(kept, recordOrNull(slot, length))) {
          channel.write(ByteBuffer.allocate(Integer.BYTES), at(number));
        }
      }
    }
  }

  /** Where a slot begins. */
  static long at(int slot) {
    return HEADER + (long) slot * SLOT;
  }

  static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  private static boolean holds(Collection<Held> kept, @Nullable Held record) {
    return record != null && kept.contains(record);
  }

  /** What stands in a slot; null where it was being written when its process died. */
  private static @Nullable Held recordOrNull(ByteBuffer slot, int length) {
    try {
      return record(slot, length);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Held record(ByteBuffer slot, int length) {
    if (length < 0 || length > ROOM) {
      throw new IllegalArgumentException("a length that no record has");
    }
    ByteBuffer record = slot.slice(RECORD, length);
    if (checksum(record) != slot.getInt(CHECKSUM)) {
      throw new IllegalArgumentException("a checksum that is not the record's");
    }
    return HeldCodec.read(record);
  }

  private static ProcessIdentity owner(ByteBuffer header) throws UnreadableException {
    try {
      if (header.getLong() != MAGIC) {
        throw new UnreadableException("it does not begin as a journal does");
      }
      int version = header.getInt();
      if (version != VERSION) {
        throw new UnreadableException(
            "it is of version " + version + ", this library writes " + VERSION);
      }
      int length = header.getInt();
      int checksum = header.getInt();
      if (length < 0 || length > HEADER - HEADER_FIELDS) {
        throw new UnreadableException("its header is broken");
      }
      ByteBuffer fields = header.slice(HEADER_FIELDS, length);
      if (checksum(fields) != checksum) {
        throw new UnreadableException("its header is broken");
      }
      return new ProcessIdentity(fields.getLong(), fields.getLong(), text(fields), text(fields));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new UnreadableException("it is too short for a journal");
    }
  }

  private static ByteBuffer read(FileChannel channel, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    fill(buffer, channel);
    return buffer;
  }

  private static void fill(ByteBuffer buffer, FileChannel channel) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new UnreadableException("it is too short for a journal");
      }
    }
    buffer.flip();
  }

  private static void write(String text, ByteBuffer to) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    to.putInt(bytes.length).put(bytes);
  }

  private static String text(ByteBuffer from) {
    int length = from.getInt();
    byte[] bytes = new byte[Math.max(0, Math.min(length, from.remaining()))];
    from.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
