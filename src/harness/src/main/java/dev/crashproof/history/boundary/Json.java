package dev.crashproof.history.boundary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crashproof.history.Op;
import dev.crashproof.history.wire.CommandFact;
import java.util.ArrayList;
import java.util.List;

/** Reads the arrays in an op's details. */
final class Json {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Json() {}

  /** The commands or causes in that detail, in order; none where the op has no such detail. */
  static List<CommandFact> facts(Op op, String detail) {
    List<CommandFact> facts = new ArrayList<>();
    for (JsonNode fact : array(op, detail)) {
      facts.add(
          new CommandFact(
              fact.path("type").asText(), fact.path("name").asText(), fact.path("id").asText()));
    }
    return List.copyOf(facts);
  }

  /**
   * The array in that detail; an empty one where the op has no such detail.
   *
   * @throws IllegalArgumentException if it holds something else
   */
  static JsonNode array(Op op, String detail) {
    try {
      JsonNode array = JSON.readTree(op.detail(detail).orElse("[]"));
      if (array.isArray()) {
        return array;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(unreadable(op, detail), e);
    }
    throw new IllegalArgumentException(unreadable(op, detail));
  }

  private static String unreadable(Op op, String detail) {
    return "Op %d (%s) has no JSON array in its detail \"%s\": was its history cut or edited?"
        .formatted(op.index(), op.name(), detail);
  }
}
