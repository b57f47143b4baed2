package dev.crashproof.worker.activities;

import com.fasterxml.jackson.databind.JsonNode;
import io.burt.jmespath.JmesPathType;
import io.burt.jmespath.jackson.JacksonRuntime;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * JMESPath for one search, which counts what it does. The language has no loops, but {@code [@,@] |
 * [@,@] | …} doubles its value with every step: a line of it would fill any memory. What is counted
 * depends on the expression and the data alone, so that every attempt comes to the same.
 */
final class BoundedJmesPath extends JacksonRuntime {
  private static final long MOST_WORK = 20_000_000;
  private static final long MOST_MADE = 1_000_000;

  private final IdentityHashMap<JsonNode, Long> sizes = new IdentityHashMap<>();
  private long work;
  private long made;

  /** The expression asks for too much. */
  static final class TooMuchException extends RuntimeException {
    private TooMuchException(String message) {
      super(message);
    }
  }

  @Override
  public JmesPathType typeOf(JsonNode value) {
    work(1);
    return super.typeOf(value);
  }

  @Override
  public List<JsonNode> toList(JsonNode value) {
    work(value.size());
    return super.toList(value);
  }

  @Override
  public String toString(JsonNode value) {
    work(size(value));
    return super.toString(value);
  }

  @Override
  public JsonNode createArray(Collection<JsonNode> elements) {
    return made(elements.size(), super.createArray(elements));
  }

  @Override
  public JsonNode createObject(Map<JsonNode, JsonNode> fields) {
    return made(fields.size(), super.createObject(fields));
  }

  @Override
  public JsonNode createString(String text) {
    work(text.length());
    return super.createString(text);
  }

  private JsonNode made(int parts, JsonNode value) {
    made += 1 + parts;
    if (made > MOST_MADE) {
      throw new TooMuchException("it makes more than " + MOST_MADE + " values");
    }
    long size = size(value);
    if (size > Json.MOST) {
      throw new TooMuchException("it makes a value of more than " + Json.MOST + " characters");
    }
    sizes.put(value, size);
    return value;
  }

  /** About its length as JSON, never more. */
  private long size(JsonNode value) {
    Long known = sizes.get(value);
    if (known != null) {
      return known;
    }
    work(1);
    if (value.isTextual()) {
      return 1L + value.textValue().length();
    }
    long size = 1;
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      size += field.getKey().length() + size(field.getValue());
    }
    if (value.isArray()) {
      for (JsonNode element : value) {
        size += size(element);
      }
    }
    return size;
  }

  private void work(long amount) {
    work += amount;
    if (work > MOST_WORK) {
      throw new TooMuchException("it takes more than " + MOST_WORK + " steps");
    }
  }
}
