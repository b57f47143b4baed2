package dev.crashproof.worker.activities;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** JSON that fits into an event history. */
final class Json {
  /** The server refuses a payload of 2 MiB, and what stands around the JSON takes some. */
  static final int MOST_BYTES = 3 << 19;

  /** Half of what readers of JSON usually take, so that there is room for what is put around it. */
  static final int DEEPEST = 500;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // The same JSON is the same text, in whatever order its fields came.
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .build();

  private Json() {}

  /** The JSON that a text is; a JSON string if it is none, or is nested too deep; null if blank. */
  static JsonNode read(String text) {
    if (text.isBlank()) {
      return JsonNodeFactory.instance.nullNode();
    }
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.textNode(text);
    }
  }

  /** As bytes, fields in alphabetical order; empty if there are too many or it nests too deep. */
  static Optional<byte[]> bytes(JsonNode json) {
    Bounded bounded = new Bounded();
    try {
      MAPPER.writeValue(bounded, json);
      return Optional.of(bounded.bytes.toByteArray());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static final class Bounded extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] some, int from, int length) throws IOException {
      if (length > MOST_BYTES - bytes.size()) {
        throw new IOException("more than " + MOST_BYTES + " bytes");
      }
      bytes.write(some, from, length);
    }
  }
}
