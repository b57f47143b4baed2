package dev.crashproof.wire.stream;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.util.HashMap;
import java.util.Map;

/** Writes down what passes on one connection, in the words of {@link WireOp}. */
record Journal(Recorder recorder, String worker, String wire, int start, long connection) {

  Op arrived(Request request) {
    return recorder.record(OpKind.INVOKE, worker, request.name(), common(request.details()));
  }

  Op answer(Op request, OpKind kind, Map<String, String> details) {
    Map<String, String> all = common(details);
    all.put(WireOp.EXCHANGE, String.valueOf(request.index()));
    return recorder.record(kind, worker, request.name(), all);
  }

  Op step(Op request, Step step, Map<String, String> details) {
    Map<String, String> all = new HashMap<>(details);
    all.put(WireOp.STEP, step.word());
    return answer(request, OpKind.INFO, all);
  }

  private Map<String, String> common(Map<String, String> details) {
    Map<String, String> all = new HashMap<>(details);
    all.put(WireOp.WIRE, wire);
    all.put(WireOp.START, String.valueOf(start));
    all.put(WireOp.CONNECTION, String.valueOf(connection));
    return all;
  }
}
