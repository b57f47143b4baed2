package dev.crashproof.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What an effect must say. */
public sealed interface Content {

  /** Why a row says something else, in words; empty if it says this. */
  Optional<String> difference(String actual);

  /** This JSON; the order of fields and the spelling of numbers don't count. */
  static Content json(String json) {
    return new Same(Json.expected(json));
  }

  /**
   * These fields with these values, whatever other fields there are: for a row that also carries a
   * time or a random id.
   */
  static Content holding(String json) {
    JsonNode fields = Json.expected(json);
    if (!fields.isObject()) {
      throw new IllegalArgumentException(
          "Only an object holds fields, not %s; ask for it by Content.json.".formatted(fields));
    }
    return new Holding(fields);
  }

  /** This text, letter for letter: for effects that are no JSON. */
  static Content text(String text) {
    return new Where("\"" + text + "\"", text::equals);
  }

  /**
   * Whatever the predicate takes.
   *
   * @param words what that is, for people
   */
  static Content where(String words, Predicate<String> holds) {
    return new Where(words, holds);
  }

  /** Anything. */
  static Content any() {
    return Any.ANY;
  }

  /** Whether a row says this. */
  default boolean matches(String actual) {
    return difference(actual).isEmpty();
  }

  /**
   * See {@link Content#json}.
   *
   * @param expected the JSON
   */
  record Same(JsonNode expected) implements Content {
    @Override
    public Optional<String> difference(String actual) {
      return Json.difference(expected, actual);
    }

    @Override
    public String toString() {
      return expected.toString();
    }
  }

  /**
   * See {@link Content#holding}.
   *
   * @param fields the fields asked for
   */
  record Holding(JsonNode fields) implements Content {
    @Override
    public Optional<String> difference(String actual) {
      for (Map.Entry<String, JsonNode> field : fields.properties()) {
        Optional<String> found = Json.fieldDifference(field.getKey(), field.getValue(), actual);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "holding " + fields;
    }
  }

  /**
   * See {@link Content#where}.
   *
   * @param words what is asked for
   * @param holds whether a row is it
   */
  record Where(String words, Predicate<String> holds) implements Content {
    @Override
    public Optional<String> difference(String actual) {
      return holds.test(actual)
          ? Optional.empty()
          : Optional.of("expected %s, found %s".formatted(words, actual));
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** See {@link Content#any}. */
  enum Any implements Content {
    /** The one value. */
    ANY;

    @Override
    public Optional<String> difference(String actual) {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "anything";
    }
  }
}
