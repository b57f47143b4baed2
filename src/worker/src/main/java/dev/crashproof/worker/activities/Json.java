package dev.crashproof.worker.activities;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Optional;

/** JSON that fits into an event history. */
final class Json {
  /** The server refuses a payload of 2 MiB, and what stands around the JSON takes some. */
  static final int MOST = 3 << 19;

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
          .build();

  private static final JsonMapper SORTING =
      MAPPER.rebuild().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private Json() {}

  /** The JSON that a text is; a JSON string if it is none, or is nested too deep; null if blank. */
  static JsonText read(String text) {
    if (text.isBlank()) {
      return JsonText.NULL;
    }
    try (JsonParser in = MAPPER.createParser(text)) {
      in.nextToken();
      String value = copy(in);
      if (in.nextToken() == null) {
        return new JsonText(value);
      }
    } catch (IOException e) {
      // Then it is text, as it is with more behind its first value.
    }
    return new JsonText(TextNode.valueOf(text).toString());
  }

  /** The value that a parser stands at, written anew but for its numbers. */
  static String copy(JsonParser in) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = MAPPER.createGenerator(text)) {
      int depth = 0;
      do {
        JsonToken token = in.currentToken();
        if (token.isNumeric()) {
          out.writeNumber(in.getText());
        } else {
          out.copyCurrentEvent(in);
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      } while (depth > 0 && in.nextToken() != null);
    }
    return text.toString();
  }

  /** The tree that it stands for. */
  static JsonNode tree(JsonText json) throws JsonProcessingException {
    return MAPPER.readTree(json.text());
  }

  /** Its text; empty if that is too long or nests too deep. */
  static Optional<JsonText> text(JsonNode json) {
    return written(MAPPER, json).map(JsonText::new);
  }

  /** The same with fields in alphabetical order: one text for all that are equal. */
  static Optional<String> canonical(JsonNode json) {
    return written(SORTING, json);
  }

  private static Optional<String> written(JsonMapper mapper, JsonNode json) {
    Bounded text = new Bounded();
    try {
      mapper.writeValue(text, json);
      return Optional.of(text.toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static final class Bounded extends Writer {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(char[] some, int from, int length) throws IOException {
      if (length > MOST - text.length()) {
        throw new IOException("more than " + MOST + " characters");
      }
      text.append(some, from, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
