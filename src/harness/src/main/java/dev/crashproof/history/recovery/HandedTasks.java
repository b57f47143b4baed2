package dev.crashproof.history.recovery;

import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireExchange;
import dev.crashproof.history.wire.WireExchanges;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads from the Temporal wire which tasks changed hands. */
public final class HandedTasks {
  private static final String HEARTBEAT = "RecordActivityTaskHeartbeat";
  private static final Set<String> SETTLEMENTS =
      Set.of(
          "RespondWorkflowTaskCompleted",
          "RespondWorkflowTaskFailed",
          "RespondQueryTaskCompleted",
          "RespondActivityTaskCompleted",
          "RespondActivityTaskFailed",
          "RespondActivityTaskCanceled");

  private HandedTasks() {}

  /** All tasks handed over in this history, in order. */
  public static List<HandedTask> of(History history) {
    List<WireExchange> exchanges =
        WireExchanges.of(history).stream().filter(e -> e.on(WireOp.TEMPORAL)).toList();
    Map<String, WireExchange> settlements = new HashMap<>();
    Map<String, List<Op>> beats = new HashMap<>();
    for (WireExchange exchange : exchanges) {
      Optional<String> token = exchange.arrived().detail(WireOp.TOKEN);
      if (token.isEmpty()) {
        continue;
      }
      if (SETTLEMENTS.contains(exchange.call())) {
        settlements.merge(token.get(), exchange, HandedTasks::theOneTaken);
      } else if (exchange.call().equals(HEARTBEAT)) {
        exchange
            .answer()
            .filter(op -> exchange.committed())
            .ifPresent(op -> beats.computeIfAbsent(token.get(), t -> new ArrayList<>()).add(op));
      }
    }
    return exchanges.stream()
        .flatMap(e -> HandOver.of(e).stream())
        .sorted(Comparator.comparingLong(h -> h.by().index()))
        .map(
            h -> {
              String token = h.facts().getOrDefault(WireOp.TOKEN, "");
              return new HandedTask(
                  h.kind(),
                  WorkerStart.of(h.by()),
                  h.by(),
                  h.facts(),
                  Optional.ofNullable(settlements.get(token)),
                  beats.getOrDefault(token, List.of()));
            })
        .toList();
  }

  // A client repeats a message whose answer it missed: the one that took effect counts.
  private static WireExchange theOneTaken(WireExchange earlier, WireExchange later) {
    return later.committed() && !earlier.committed() ? later : earlier;
  }
}
