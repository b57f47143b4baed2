package dev.crashproof.workload;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns the server's event history into plain values. */
final class EventHistories {
  private EventHistories() {}

  static EventHistory of(String workflowId, String runId, List<HistoryEvent> events) {
    return new EventHistory(workflowId, runId, events.stream().map(EventHistories::event).toList());
  }

  static Event event(HistoryEvent event) {
    Map<String, String> attributes = new TreeMap<>();
    FieldDescriptor set =
        event.getOneofFieldDescriptor(
            HistoryEvent.getDescriptor().getOneofs().stream()
                .filter(oneof -> oneof.getName().equals("attributes"))
                .findFirst()
                .orElseThrow());
    if (set != null) {
      flatten("", (Message) event.getField(set), attributes);
    }
    return new Event(
        event.getEventId(), instant(event.getEventTime()), name(event.getEventType()), attributes);
  }

  /** The payloads as JSON texts, one below the other where they are several. */
  static String json(Payloads payloads) {
    return payloads.getPayloadsList().stream()
        .map(payload -> payload.getData().toString(StandardCharsets.UTF_8))
        .collect(Collectors.joining("\n"));
  }

  private static void flatten(String prefix, Message message, Map<String, String> into) {
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              String name = prefix + field.getJsonName();
              if (field.isRepeated() || field.isMapField()) {
                return;
              }
              if (value instanceof Payloads payloads) {
                into.put(name, json(payloads));
              } else if (value instanceof Message inner) {
                flattenMessage(name, inner, into);
              } else if (value instanceof EnumValueDescriptor constant) {
                into.put(name, constant.getName());
              } else if (value instanceof ByteString) {
                return;
              } else {
                into.put(name, value.toString());
              }
            });
  }

  /** A message with only a name, as types and task queues are, goes under its field's own name. */
  private static void flattenMessage(String name, Message message, Map<String, String> into) {
    FieldDescriptor inner = message.getDescriptorForType().findFieldByName("name");
    if (inner != null && inner.getJavaType() == FieldDescriptor.JavaType.STRING) {
      into.put(name, (String) message.getField(inner));
    } else {
      flatten(name + ".", message, into);
    }
  }

  static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /** {@code EVENT_TYPE_TIMER_FIRED} as Temporal's own UI has it: {@code TimerFired}. */
  private static String name(EventType type) {
    StringBuilder name = new StringBuilder();
    for (String word : type.name().substring("EVENT_TYPE_".length()).split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    }
    return name.toString();
  }
}
