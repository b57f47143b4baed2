package dev.crashproof.worker.activities;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.burt.jmespath.parser.ParseError;
import io.burt.jmespath.parser.ParseException;

/** An expression in JMESPath. */
final class Expression {
  private static final int LONGEST = 10_000;

  private Expression() {}

  /** An expression cannot be applied; its message is a sentence. */
  static final class RefusedException extends Exception {
    private RefusedException(String message) {
      super(message);
    }
  }

  /**
   * What the expression makes of the data.
   *
   * @throws RefusedException if it is wrong, or asks for too much; it would be so at every attempt
   */
  static JsonNode search(String expression, JsonText data) throws RefusedException {
    if (expression.length() > LONGEST) {
      throw new RefusedException(
          "the expression is longer than " + LONGEST + " characters: shorten it");
    }
    try {
      return new BoundedJmesPath().compile(expression).search(Json.tree(data));
    } catch (ParseException e) {
      throw new RefusedException(complaint(expression, e));
    } catch (BoundedJmesPath.TooMuchException e) {
      throw new RefusedException("the expression asks for too much, " + e.getMessage());
    } catch (StackOverflowError e) {
      throw new RefusedException("the expression nests too deep: make it flatter");
    } catch (JsonProcessingException e) {
      throw new RefusedException("the data nests deeper than " + Json.DEEPEST);
    } catch (RuntimeException e) {
      throw new RefusedException("the expression does not suit its data: " + oneLine(e));
    }
  }

  private static String complaint(String expression, ParseException wrong) {
    for (ParseError first : wrong) {
      // The parser counts some positions from the start and some from the start of their line.
      String place =
          expression.indexOf('\n') < 0
              ? " at character " + (first.position() + 1)
              : "; on one line it would be told where";
      return "the expression is no JMESPath: " + first.message().replaceAll("\\s+", " ") + place;
    }
    return "the expression is no JMESPath";
  }

  private static String oneLine(RuntimeException failure) {
    return String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
  }
}
