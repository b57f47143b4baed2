package dev.crashproof.wire.temporal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Facts as JSON, and payloads as text. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static String of(List<? extends Record> facts) {
    try {
      return MAPPER.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the bytes say, if they are JSON. */
  static Optional<JsonNode> read(ByteString bytes) {
    try {
      return Optional.ofNullable(MAPPER.readTree(bytes.newInput()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The payloads as text, one below the other. */
  static String text(Payloads payloads, int most) {
    String text =
        payloads.getPayloadsList().stream()
            .map(payload -> payload.getData().toString(StandardCharsets.UTF_8))
            .collect(Collectors.joining("\n"));
    return cut(text, most);
  }

  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
