package dev.crashproof.wire.postgres;

import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Ruling;
import dev.crashproof.wire.stream.Answers;
import dev.crashproof.wire.stream.Refusal;
import dev.crashproof.wire.stream.Requests;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Both lanes of a connection, on which all passes at once, and what was put on them. */
final class FakeLanes implements Requests<Unit>, Answers<Unit> {
  final List<String> log = new ArrayList<>();
  final ByteArrayOutputStream toPeer = new ByteArrayOutputStream();
  final ByteArrayOutputStream toWorker = new ByteArrayOutputStream();

  /** What of it went on although the answer might have been held. */
  final ByteArrayOutputStream passed = new ByteArrayOutputStream();

  private final Queue<Unit> expected = new ArrayDeque<>();
  private final Deque<Refusal> refusals = new ArrayDeque<>();
  private @Nullable String refuse;
  private boolean refusing;
  private Function<Ruling.Fail, Refusal> protocol = fail -> Refusal.local(new byte[0], false);

  /** The request of that name gets an error. */
  void refuse(String name, Function<Ruling.Fail, Refusal> how) {
    refuse = name;
    protocol = how;
  }

  @Override
  public void open(Unit request, ByteBuffer bytes) {
    log.add("open " + request.name());
    expected.add(request);
    refusing = request.name().equals(refuse);
    if (refusing) {
      Refusal refusal = protocol.apply(new Ruling.Fail("40001", "no"));
      refusals.add(refusal);
      drain(refusal.instead(), toPeer);
      bytes.position(bytes.limit());
    } else {
      drain(bytes, toPeer);
    }
  }

  @Override
  public void more(ByteBuffer bytes) {
    if (refusing) {
      bytes.position(bytes.limit());
    } else {
      drain(bytes, toPeer);
    }
  }

  @Override
  public void complete() {
    refusing = false;
  }

  @Override
  public void tell(byte[] bytes) {
    toWorker.writeBytes(bytes);
  }

  @Override
  public void refuse(String reason) {
    log.add("refused");
  }

  @Override
  public @Nullable Unit current() {
    return expected.peek();
  }

  @Override
  public @Nullable Refusal refusal() {
    Unit unit = expected.peek();
    return unit != null && unit.name().equals(refuse) ? refusals.peek() : null;
  }

  @Override
  public void bytes(ByteBuffer bytes) {
    drain(bytes, toWorker);
  }

  @Override
  public void pass(ByteBuffer bytes) {
    drain(bytes.duplicate(), passed);
    drain(bytes, toWorker);
  }

  @Override
  public void arrived(OpKind kind, Map<String, String> details) {
    log.add(
        kind
            + Optional.ofNullable(details.get(WireOp.STATUS)).map(s -> " " + s).orElse("")
            + Optional.ofNullable(details.get(WireOp.TRANSACTION)).map(s -> " " + s).orElse(""));
  }

  @Override
  public void lost(Map<String, String> details) {
    log.add("lost " + details.getOrDefault(WireOp.STATUS, ""));
  }

  @Override
  public void ended() {
    log.add("ended " + expected.remove().name());
  }

  private static void drain(ByteBuffer bytes, ByteArrayOutputStream to) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    to.writeBytes(copy);
  }
}
