package dev.crashproof.recovery;

import com.google.protobuf.ByteString;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Bytes of a journal's records: a kind, then its fields, each text with its length before it. */
final class HeldCodec {
  private static final byte WORKFLOW_TASK = 1;
  private static final byte ACTIVITY_TASK = 2;
  private static final byte STICKY_QUEUE = 3;

  private HeldCodec() {}

  /**
   * Writes it at the buffer's position.
   *
   * @throws java.nio.BufferOverflowException if there is no room for it
   */
  static void write(Held held, ByteBuffer to) {
    if (held instanceof Held.WorkflowTask task) {
      to.put(WORKFLOW_TASK);
      write(task.namespace(), to);
      write(task.token(), to);
      to.putInt(task.attempt());
      write(task.workflowType(), to);
      write(task.workflowId(), to);
    } else if (held instanceof Held.ActivityTask task) {
      to.put(ACTIVITY_TASK);
      write(task.namespace(), to);
      write(task.token(), to);
      to.putInt(task.attempt());
      write(task.type(), to);
      write(task.id(), to);
      write(task.workflowId(), to);
      to.putLong(task.closesAt());
      write(task.spared(), to);
    } else if (held instanceof Held.StickyQueue queue) {
      to.put(STICKY_QUEUE);
      write(queue.namespace(), to);
      write(queue.name(), to);
      write(queue.normalName(), to);
      write(queue.identity(), to);
      write(queue.instanceKey(), to);
      write(queue.version(), to);
    }
  }

  /**
   * Reads one from the buffer's position.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Held read(ByteBuffer from) {
    try {
      byte kind = from.get();
      return switch (kind) {
        case WORKFLOW_TASK ->
            new Held.WorkflowTask(text(from), bytes(from), from.getInt(), text(from), text(from));
        case ACTIVITY_TASK ->
            new Held.ActivityTask(
                text(from),
                bytes(from),
                from.getInt(),
                text(from),
                text(from),
                text(from),
                from.getLong(),
                text(from));
        case STICKY_QUEUE ->
            new Held.StickyQueue(
                text(from), text(from), text(from), text(from), text(from), text(from));
        default -> throw new IllegalArgumentException("a record of unknown kind " + kind);
      };
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a record that ends early", e);
    }
  }

  private static void write(String text, ByteBuffer to) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    to.putInt(bytes.length).put(bytes);
  }

  private static void write(ByteString bytes, ByteBuffer to) {
    to.putInt(bytes.size());
    for (ByteBuffer part : bytes.asReadOnlyByteBufferList()) {
      to.put(part);
    }
  }

  private static String text(ByteBuffer from) {
    return bytes(from).toStringUtf8();
  }

  private static ByteString bytes(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new IllegalArgumentException("a record that ends early");
    }
    return ByteString.copyFrom(from, length);
  }
}
