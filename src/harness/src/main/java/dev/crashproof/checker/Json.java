package dev.crashproof.checker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Iterator;
import java.util.Optional;
import java.util.TreeSet;

/** Compares JSON by what it says: the order of fields and the spelling of numbers don't count. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Json() {}

  /**
   * Reads JSON that the caller wrote.
   *
   * @throws IllegalArgumentException if it is none
   */
  static JsonNode expected(String json) {
    return read(json)
        .orElseThrow(
            () -> new IllegalArgumentException("What is expected is no JSON: \"" + json + "\"."));
  }

  /** The first difference in words, with its place as a JSON pointer; none where they agree. */
  static Optional<String> difference(JsonNode expected, String actual) {
    Optional<JsonNode> node = read(actual);
    return node.isEmpty()
        ? Optional.of("expected " + expected + ", found \"" + actual + "\", which is no JSON")
        : difference(expected, node.get(), "");
  }

  /** The difference in one field of an object, in words; none where it is as expected. */
  static Optional<String> fieldDifference(String name, JsonNode expected, String actual) {
    Optional<JsonNode> node = read(actual);
    return node.isEmpty()
        ? Optional.of("expected " + name + " " + expected + ", found \"" + actual + "\", no JSON")
        : difference(expected, node.get().path(name), "/" + escape(name));
  }

  private static Optional<JsonNode> read(String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> difference(JsonNode expected, JsonNode actual, String at) {
    if (expected.isObject() && actual.isObject()) {
      return inObject(expected, actual, at);
    }
    if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
      return inArray(expected, actual, at);
    }
    return same(expected, actual) ? Optional.empty() : Optional.of(words(expected, actual, at));
  }

  private static Optional<String> inObject(JsonNode expected, JsonNode actual, String at) {
    TreeSet<String> names = new TreeSet<>();
    expected.fieldNames().forEachRemaining(names::add);
    actual.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      Optional<String> found =
          difference(expected.path(name), actual.path(name), at + "/" + escape(name));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inArray(JsonNode expected, JsonNode actual, String at) {
    Iterator<JsonNode> others = actual.elements();
    int index = 0;
    for (JsonNode element : expected) {
      Optional<String> found = difference(element, others.next(), at + "/" + index++);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean same(JsonNode expected, JsonNode actual) {
    if (expected.isNumber() && actual.isNumber()) {
      return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
    }
    return expected.equals(actual);
  }

  private static String words(JsonNode expected, JsonNode actual, String at) {
    String place = at.isEmpty() ? "" : "at " + at + " ";
    return place + "expected " + shown(expected) + ", found " + shown(actual);
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
