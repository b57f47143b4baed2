package dev.crashproof.wire.grpc;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.util.HashMap;
import java.util.Map;

/** Writes down what becomes of one exchange. */
final class ExchangeLog {
  private final Switchboard switchboard;
  private final Op arrived;
  private final Map<String, String> own;

  ExchangeLog(
      Switchboard switchboard, Connection connection, String name, Map<String, String> request) {
    this.switchboard = switchboard;
    Map<String, String> base = new HashMap<>();
    base.put(WireOp.WIRE, WireOp.TEMPORAL);
    base.put(WireOp.START, Integer.toString(connection.start()));
    base.put(WireOp.CONNECTION, Integer.toString(connection.number()));
    Map<String, String> details = new HashMap<>(request);
    details.putAll(base);
    this.arrived = record(OpKind.INVOKE, name, details);
    base.put(WireOp.EXCHANGE, Long.toString(arrived.index()));
    this.own = Map.copyOf(base);
  }

  Op arrived() {
    return arrived;
  }

  Op step(Step step) {
    return step(step, Map.of());
  }

  Op step(Step step, Map<String, String> more) {
    Map<String, String> details = new HashMap<>(more);
    details.put(WireOp.STEP, step.word());
    return answer(OpKind.INFO, details);
  }

  Op answer(OpKind kind, Map<String, String> more) {
    Map<String, String> details = new HashMap<>(more);
    details.putAll(own);
    return record(kind, arrived.name(), details);
  }

  private Op record(OpKind kind, String name, Map<String, String> details) {
    return switchboard.record(kind, name, details);
  }
}
