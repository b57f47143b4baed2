package dev.crashproof.worker.activities;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/**
 * Any JSON, as its text. Whoever only hands it on holds that, and not the tree that it stands for,
 * which takes ten times the memory.
 *
 * @param text one JSON value, without white space between its parts
 */
@JsonSerialize(using = JsonText.Writing.class)
@JsonDeserialize(using = JsonText.Reading.class)
public record JsonText(String text) {
  /** JSON's null. */
  public static final JsonText NULL = new JsonText("null");

  @Override
  public String toString() {
    return text;
  }

  static final class Writing extends StdSerializer<JsonText> {
    Writing() {
      super(JsonText.class);
    }

    @Override
    public void serialize(JsonText json, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeRawValue(json.text);
    }
  }

  static final class Reading extends StdDeserializer<JsonText> {
    Reading() {
      super(JsonText.class);
    }

    @Override
    public JsonText deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return new JsonText(Json.copy(in));
    }

    @Override
    public JsonText getNullValue(DeserializationContext context) {
      return NULL;
    }

    @Override
    public JsonText getAbsentValue(DeserializationContext context) {
      return NULL;
    }
  }
}
