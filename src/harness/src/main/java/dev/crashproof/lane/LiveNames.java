package dev.crashproof.lane;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.boundary.Message;
import dev.crashproof.history.boundary.MessageName;
import dev.crashproof.history.boundary.Namer;
import dev.crashproof.history.boundary.StartUpNamer;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Names messages while they pass. Hears every op of the lane in its order; a passage's name is
 * known by the time an interceptor is asked about it, since its op was recorded before.
 */
public final class LiveNames implements Consumer<Op> {
  private final Function<Op, List<Message>> namer;
  private final Map<Long, List<MessageName>> byOp = new ConcurrentHashMap<>();

  private LiveNames(Function<Op, List<Message>> namer) {
    this.namer = namer;
  }

  /** Names what is about the workflow; to be made before it is started. */
  public static LiveNames ofWorkflow(String workflowId) {
    return new LiveNames(new Namer(workflowId)::accept);
  }

  /** Names what workers send while they start, each that is started from now on. */
  public static LiveNames ofStartUps() {
    List<StartUpNamer> starting = new ArrayList<>();
    return new LiveNames(
        op -> {
          if (op.is(OpKind.INVOKE, "start") && !WireOp.isOne(op)) {
            int start = Integer.parseInt(op.details().getOrDefault(WireOp.START, "0"));
            starting.add(new StartUpNamer(op.process(), start));
          }
          return starting.stream().flatMap(namer -> namer.accept(op).stream()).toList();
        });
  }

  @Override
  public void accept(Op op) {
    List<MessageName> names = namer.apply(op).stream().map(Message::name).toList();
    if (!names.isEmpty()) {
      byOp.put(op.index(), names);
    }
  }

  /** What the request is called; none where it is no business of the workflow. */
  public List<MessageName> request(Passage passage) {
    return byOp.getOrDefault(passage.arrived().index(), List.of());
  }

  /** What the tasks are called that the answer hands over. */
  public List<MessageName> tasks(Passage passage) {
    return passage
        .answer()
        .map(answer -> byOp.getOrDefault(answer.index(), List.of()))
        .orElse(List.of());
  }
}
