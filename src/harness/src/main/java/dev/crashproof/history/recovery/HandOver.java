package dev.crashproof.history.recovery;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.recovery.HandedTask.Kind;
import dev.crashproof.history.wire.ActivityFact;
import dev.crashproof.history.wire.WireExchange;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one answer handed over.
 *
 * @param kind what it is
 * @param by the answer
 * @param facts what the answer tells of it
 */
record HandOver(Kind kind, Op by, Map<String, String> facts) {
  /** A poll's answer brings one task; that to a completed workflow task may bring several. */
  static List<HandOver> of(WireExchange exchange) {
    Optional<Op> answer = exchange.answer().filter(op -> op.kind() == OpKind.OK);
    if (answer.isEmpty()) {
      return List.of();
    }
    List<HandOver> found = new ArrayList<>();
    Op by = answer.get();
    if (ownToken(exchange, by)) {
      found.add(new HandOver(kind(by), by, by.details()));
    }
    found.addAll(eager(exchange, by));
    return found;
  }

  private static boolean ownToken(WireExchange exchange, Op answer) {
    Optional<String> token = answer.detail(WireOp.TOKEN).filter(t -> !t.isEmpty());
    return token.isPresent() && !token.equals(exchange.arrived().detail(WireOp.TOKEN));
  }

  private static Kind kind(Op handed) {
    if (handed.detail(WireOp.ACTIVITY_ID).isPresent()) {
      return Kind.ACTIVITY;
    }
    boolean started = handed.detail(WireOp.STARTED_EVENT).filter(id -> !id.equals("0")).isPresent();
    return !started && handed.detail(WireOp.QUERY).isPresent() ? Kind.QUERY : Kind.WORKFLOW;
  }

  private static List<HandOver> eager(WireExchange exchange, Op by) {
    List<HandOver> found = new ArrayList<>();
    for (ActivityFact activity : ActivityFact.of(by)) {
      Map<String, String> facts = new HashMap<>();
      for (String name : List.of(WireOp.WORKFLOW_ID, WireOp.RUN_ID)) {
        exchange.detail(name).ifPresent(value -> facts.put(name, value));
      }
      facts.put(WireOp.ACTIVITY_TYPE, activity.type());
      facts.put(WireOp.ACTIVITY_ID, activity.id());
      facts.put(WireOp.ATTEMPT, Integer.toString(activity.attempt()));
      facts.put(WireOp.TOKEN, activity.token());
      found.add(new HandOver(Kind.ACTIVITY, by, facts));
    }
    return found;
  }
}
