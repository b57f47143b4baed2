package dev.crashproof.wire.temporal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crashproof.history.wire.CommandFact;
import io.temporal.api.command.v1.RecordMarkerCommandAttributes;
import io.temporal.api.common.v1.Payloads;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Local activities, which leave a marker and no more. Each SDK writes it in its own way. */
final class LocalActivities {
  private static final String NAME = "LocalActivity";
  private static final Set<String> MARKERS = Set.of(NAME, "core_local_activity");

  private LocalActivities() {}

  /** The marker as a fact; a local activity's is called after the activity's type. */
  static CommandFact marker(String command, RecordMarkerCommandAttributes marker) {
    if (!MARKERS.contains(marker.getMarkerName())) {
      return new CommandFact(command, marker.getMarkerName(), "");
    }
    Map<String, Payloads> details = marker.getDetailsMap();
    // Java: a detail each. Go and what is built on the Rust core: one JSON object.
    Optional<JsonNode> data = json(details, "data").filter(JsonNode::isObject);
    String type =
        json(details, "type")
            .map(JsonNode::asText)
            .or(() -> member(data, "activitytype"))
            .orElse("");
    String id =
        json(details, "activityId")
            .map(JsonNode::asText)
            .or(() -> member(data, "activityid"))
            .orElse("");
    return new CommandFact(command, type.isEmpty() ? NAME : NAME + " " + type, id);
  }

  private static Optional<JsonNode> json(Map<String, Payloads> details, String key) {
    return Optional.ofNullable(details.get(key))
        .filter(payloads -> payloads.getPayloadsCount() > 0)
        .flatMap(payloads -> Json.read(payloads.getPayloads(0).getData()));
  }

  /** The member of that name, written {@code ActivityType}, {@code activity_type} or otherwise. */
  private static Optional<String> member(Optional<JsonNode> object, String name) {
    return object.stream()
        .flatMap(node -> node.properties().stream())
        .filter(e -> e.getKey().replace("_", "").toLowerCase(Locale.ROOT).equals(name))
        .map(e -> e.getValue().asText())
        .findFirst();
  }
}
