package dev.crashproof.wire.postgres;

import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.stream.Answers;
import dev.crashproof.wire.stream.Gathered;
import dev.crashproof.wire.stream.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server says: finds where an answer ends, and what it amounts to. */
final class Backend {
  private static final int HEADER = 5;
  private static final int ERROR = 8 << 10;
  private static final int TAG = 64;

  private final Answers<Unit> out;
  private final byte[] header = new byte[HEADER];
  private final Gathered beginning = new Gathered();
  private final Gathered kept = new Gathered();
  private int headerBytes;
  private char type;
  private long left;
  private boolean unread;
  private @Nullable ServerError error;
  private boolean committed;
  private boolean rolledBack;

  /** The end of a refused batch's answer, which waits for the worker's Sync. */
  private byte @Nullable [] parked;

  Backend(Answers<Unit> out) {
    this.out = out;
  }

  /**
   * All bytes go on, in runs as long as possible. What decides how a run goes on must be whole
   * first: a small message that was cut by the network is kept until then.
   */
  void accept(ByteBuffer in) {
    int run = in.position();
    int message = run;
    while (in.hasRemaining() && !unread) {
      if (headerBytes < HEADER) {
        message = headerBytes == 0 ? in.position() : message;
        header(in);
        if (headerBytes < HEADER) {
          break;
        }
        if (!decides()) {
          emitKept();
        }
      }
      body(in);
      if (left == 0) {
        run = whole(in, run, message);
        headerBytes = 0;
        message = in.position();
      }
    }
    boolean keeps = headerBytes > 0 && (headerBytes < HEADER || decides()) && !unread;
    int until = keeps ? message : in.limit();
    emit(in.slice(run, until - run));
    if (keeps) {
      in.position(until);
      kept.take(in, in.remaining());
    }
    in.position(in.limit());
  }

  /** The worker's side has moved: an answer may be waiting for that. */
  void requestsMoved() {
    Unit unit = out.current();
    byte[] end = parked;
    if (end != null && unit != null && unit.complete()) {
      parked = null;
      out.bytes(ByteBuffer.wrap(end));
      out.ended();
    }
  }

  void end() {
    Unit unit = out.current();
    if (unit == null) {
      return;
    }
    if (unit.kind() == Unit.Kind.CANCEL) {
      // All that a server ever says to it.
      out.arrived(OpKind.OK, Map.of());
      out.ended();
    } else if (error != null && out.refusal() == null) {
      out.lost(error.details());
    }
  }

  private void header(ByteBuffer in) {
    int part = Math.min(HEADER - headerBytes, in.remaining());
    in.get(header, headerBytes, part);
    headerBytes += part;
    if (headerBytes == HEADER) {
      ByteBuffer read = ByteBuffer.wrap(header);
      type = (char) read.get();
      left = read.getInt() - (long) Integer.BYTES;
      beginning.clear();
      unread = left < 0;
    }
  }

  private void body(ByteBuffer in) {
    int part = (int) Math.min(left, in.remaining());
    int wanted = Math.max(0, Math.min(part, interest() - beginning.size()));
    beginning.take(in, wanted);
    in.position(in.position() + part - wanted);
    left -= part;
  }

  /** How much of a message must be known. */
  private int interest() {
    return switch (type) {
      case 'E' -> ERROR;
      case 'C' -> TAG;
      case 'Z' -> 1;
      case 'R' -> Integer.BYTES;
      default -> 0;
    };
  }

  /** Whether the message decides on what becomes of the run that it is in. */
  private boolean decides() {
    return type == 'Z' || type == 'R' || type == 'G' || type == 'W';
  }

  /** A message is whole; returns where the next run begins. */
  private int whole(ByteBuffer in, int run, int message) {
    int end = in.position();
    Unit unit = out.current();
    switch (type) {
      case 'E' -> {
        error = ServerError.read(beginning.view());
        if (unit != null) {
          unit.copyingIn(false);
        }
        if (unit != null && unit.kind() == Unit.Kind.CONNECT) {
          unit.authenticated();
          emit(in.slice(run, end - run));
          out.arrived(OpKind.FAIL, error.details());
          out.ended();
          forget();
          return end;
        }
      }
      case 'C' -> tag();
      case 'G', 'W' -> {
        if (unit != null) {
          unit.copyingIn(type == 'G');
          out.pass(kept.view());
          kept.clear();
          out.pass(in.slice(run, end - run));
          return end;
        }
        emitKept();
      }
      case 'R' -> {
        boolean last = beginning.size() == Integer.BYTES && beginning.view().getInt() == 0;
        if (unit != null && last) {
          emit(in.slice(run, message - run));
          unit.authenticated();
          run = message;
        }
        emitKept();
      }
      case 'Z' -> {
        ready(unit, in, run, message);
        return end;
      }
      default -> {
        // Rows, notices, parameters: they pass.
      }
    }
    return run;
  }

  private void ready(@Nullable Unit unit, ByteBuffer in, int run, int message) {
    int end = in.position();
    Refusal refusal = out.refusal();
    if (unit != null && refusal != null) {
      emit(in.slice(run, message - run));
      out.bytes(refusal.answer());
      kept.take(in.duplicate().position(message).limit(end), end - message);
      byte[] ready = new byte[kept.size()];
      kept.view().get(ready);
      kept.clear();
      parked = ready;
      forget();
      requestsMoved();
      return;
    }
    emitKept();
    emit(in.slice(run, end - run));
    if (unit != null) {
      out.arrived(kind(unit), details(unit));
      out.ended();
    }
    forget();
  }

  private OpKind kind(Unit unit) {
    if (error != null) {
      return committed ? OpKind.OK : OpKind.FAIL;
    }
    return undone(unit) ? OpKind.FAIL : OpKind.OK;
  }

  /** A COMMIT of a transaction that had failed succeeds, as a ROLLBACK. */
  private boolean undone(Unit unit) {
    return rolledBack && unit.does("commit") && !unit.does("rollback");
  }

  private Map<String, String> details(Unit unit) {
    Map<String, String> details = new HashMap<>();
    switch ((char) beginning.at(0)) {
      case 'I' -> details.put(WireOp.TRANSACTION, "idle");
      case 'T' -> details.put(WireOp.TRANSACTION, "open");
      case 'E' -> details.put(WireOp.TRANSACTION, "failed");
      default -> {
        // None that is known.
      }
    }
    if (error != null) {
      details.putAll(error.details());
    } else if (undone(unit)) {
      details.put(
          WireOp.MESSAGE, "The server answered COMMIT by ROLLBACK: the transaction had failed.");
    }
    return details;
  }

  private void tag() {
    String tag = StandardCharsets.US_ASCII.decode(beginning.view()).toString();
    committed = committed || tag.startsWith("COMMIT");
    rolledBack = rolledBack || tag.startsWith("ROLLBACK");
  }

  private void forget() {
    error = null;
    committed = false;
    rolledBack = false;
  }

  private void emitKept() {
    if (kept.size() > 0) {
      emit(kept.view());
      kept.clear();
    }
  }

  private void emit(ByteBuffer bytes) {
    Unit unit = out.current();
    if (unit != null && unit.awaitsWorker()) {
      out.pass(bytes);
    } else {
      out.bytes(bytes);
    }
  }
}
