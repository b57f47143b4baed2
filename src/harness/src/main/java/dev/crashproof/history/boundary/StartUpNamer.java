package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names the messages by which one start of a worker comes up, until its first task is handed over:
 * {@code start-up GetSystemInfo}, {@code start-up database select #1}. Not for use by several
 * threads.
 */
public final class StartUpNamer {
  private final String worker;
  private final int start;
  private final Map<String, Integer> places = new HashMap<>();
  private boolean over;

  /**
   * Names the messages of that start.
   *
   * @param worker the worker's name
   * @param start which start of it, from 1
   */
  public StartUpNamer(String worker, int start) {
    this.worker = worker;
    this.start = start;
  }

  /**
   * Takes the next op of the run.
   *
   * @return the message that it is, if it is one of this start-up. Of the polls of a kind only the
   *     first has a name: how many there are is a setting, and each is the same request again
   */
  public Optional<Message> accept(Op op) {
    if (!WireOp.isOne(op) || !op.process().equals(worker) || Wires.start(op) != start) {
      return Optional.empty();
    }
    over = over || (op.kind() == OpKind.OK && !HandedOver.byPoll(op).isEmpty());
    if (over || op.kind() != OpKind.INVOKE) {
      return Optional.empty();
    }
    return WireOp.on(WireOp.TEMPORAL, op) ? call(op) : Optional.of(request(op));
  }

  /** Whether its first task has been handed over. */
  public boolean over() {
    return over;
  }

  private Optional<Message> call(Op op) {
    Rpc rpc = Rpc.of(op.name());
    int place = place(op.name());
    if (rpc == Rpc.POLL && place > 1) {
      return Optional.empty();
    }
    MessageKind kind = rpc == Rpc.POLL || rpc == Rpc.READ ? MessageKind.READ : MessageKind.COMMIT;
    if (Rpc.byTheClock(op.name())) {
      kind = MessageKind.HOUSEKEEPING;
    }
    String call = place == 1 ? op.name() : "%s (%d)".formatted(op.name(), place);
    return Optional.of(message(call, kind, op));
  }

  private Message request(Op op) {
    Request request = Request.of(op, "");
    String name = request.where() + request.what().map(what -> " " + what).orElse("");
    // Coming up is what this is about: a connection that cannot be had is a point of its own here.
    MessageKind kind =
        request.kind() == MessageKind.HOUSEKEEPING ? MessageKind.READ : request.kind();
    return message("%s #%d".formatted(name, place(name)), kind, op);
  }

  private int place(String name) {
    return places.merge(name, 1, Integer::sum);
  }

  private static Message message(String call, MessageKind kind, Op op) {
    return new Message(MessageName.first("start-up " + call), kind, Optional.empty(), op);
  }
}
