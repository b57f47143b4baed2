package dev.crashproof.history.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.recovery.HandedTask.Kind;
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
  private static final JsonMapper JSON = new JsonMapper();

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
    by.detail(WireOp.ACTIVITIES).ifPresent(json -> found.addAll(eager(exchange, by, json)));
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

  private static List<HandOver> eager(WireExchange exchange, Op by, String json) {
    List<HandOver> found = new ArrayList<>();
    for (JsonNode activity : read(json)) {
      Map<String, String> facts = new HashMap<>();
      for (String name : List.of(WireOp.WORKFLOW_ID, WireOp.RUN_ID)) {
        exchange.detail(name).ifPresent(value -> facts.put(name, value));
      }
      facts.put(WireOp.ACTIVITY_TYPE, activity.path("type").asText());
      facts.put(WireOp.ACTIVITY_ID, activity.path("id").asText());
      facts.put(WireOp.ATTEMPT, activity.path("attempt").asText());
      facts.put(WireOp.TOKEN, activity.path("token").asText());
      found.add(new HandOver(Kind.ACTIVITY, by, facts));
    }
    return found;
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The detail %s is no JSON array of activities: %s".formatted(WireOp.ACTIVITIES, json), e);
    }
  }
}
