package dev.crashproof.history.wire;

import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Puts exchanges together from the ops of a history. */
public final class WireExchanges {
  private WireExchanges() {}

  /** All exchanges whose request arrived in this history, in the order of arrival. */
  public static List<WireExchange> of(History history) {
    Map<Long, List<Op>> byExchange = new LinkedHashMap<>();
    for (Op op : history.ops()) {
      OptionalLong exchange = WireOp.exchange(op);
      if (exchange.isPresent()) {
        if (op.kind() == OpKind.INVOKE) {
          byExchange.put(op.index(), new ArrayList<>(List.of(op)));
        } else if (byExchange.containsKey(exchange.getAsLong())) {
          byExchange.get(exchange.getAsLong()).add(op);
        }
      }
    }
    return byExchange.values().stream().map(WireExchanges::exchange).toList();
  }

  private static WireExchange exchange(List<Op> ops) {
    return new WireExchange(
        ops.get(0),
        ops.stream().skip(1).filter(op -> WireOp.step(op).isPresent()).toList(),
        ops.stream().filter(WireOp::isAnswer).findFirst());
  }
}
