package dev.crashproof.worker.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions make of data, and which are refused, how and how soon. */
class ExpressionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DATA =
      """
      {"orders": [{"id": 3, "item": "lamp", "cents": 1950}, {"id": 1, "item": "desk", "cents": 9900},
                  {"id": 2, "item": "lamp", "cents": 2050}],
       "none": null, "text": "caf\\u00e9", "a b": {"c": true}}""";

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text);
  }

  private static void refused(String expression, JsonNode data, String complaint) {
    assertThatExceptionOfType(Expression.RefusedException.class)
        .isThrownBy(() -> Expression.search(expression, new JsonText(data.toString())))
        .withMessage(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "orders[0].item # \"lamp\"",
        "orders[?item == 'lamp'].cents | sum(@) # 4000.0",
        "orders[*].{item: item, price: cents} | [-1] # {\"item\": \"lamp\", \"price\": 2050}",
        "sort_by(orders, &id)[].id # [1, 2, 3]",
        "max_by(orders, &cents).item # \"desk\"",
        "\"a b\".c # true",
        "join(', ', orders[*].item) # \"lamp, desk, lamp\"",
        "length(text) # 4",
        "nothing.at.all # null",
        "none # null",
        "orders[5] # null",
        "orders[::-1][].id # [2, 1, 3]",
        "[orders[0].id, `{\"k\": 1}`] # [3, {\"k\": 1}]",
        "to_string(orders[0]) # \"{\\\"id\\\":3,\\\"item\\\":\\\"lamp\\\",\\\"cents\\\":1950}\"",
      })
  void itIsJmesPath(String expression, String result) throws Exception {
    // As text: the same number may be an int to one and a long to the other.
    assertThat(Expression.search(expression, new JsonText(DATA)))
        .hasToString(json(result).toString());
  }

  @Test
  void theWholeIsItself() throws Exception {
    assertThat(Expression.search("@", new JsonText(DATA))).isEqualTo(json(DATA));
  }

  @Test
  void aWrongOneIsRefusedWithItsPlace() throws Exception {
    refused(
        "orders[",
        json(DATA),
        "the expression is no JMESPath: syntax error no viable alternative at input '[' at"
            + " character 8");
    refused(
        "nope(@)",
        json(DATA),
        "the expression is no JMESPath: unknown function \"nope\" at character 1");
    refused(
        "orders[::0]",
        json(DATA),
        "the expression is no JMESPath: invalid value 0 for step size at character 10");
    refused(
        "orders |\n nope(@)",
        json(DATA),
        "the expression is no JMESPath: unknown function \"nope\"; on one line it would be told"
            + " where");
  }

  @Test
  void oneThatDoesNotSuitItsDataIsRefused() throws Exception {
    refused(
        "sum(text)",
        json(DATA),
        "the expression does not suit its data: Invalid argument type calling \"sum\": expected array"
            + " of number but was string");
    refused(
        "orders[99999999999]",
        json(DATA),
        "the expression does not suit its data: For input string: \"99999999999\"");
  }

  /** The data may be doubled so often that no memory holds it; or take years to compare. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "[@, @] # it makes a value of more than 1572864 characters",
        "[@, @][] # it makes more than 1000000 values",
        "{a: @, b: @} # it makes a value of more than 1572864 characters",
        "join('', [to_string(@), to_string(@)]) # it makes a value of more than 1572864 characters",
      })
  @Timeout(20)
  void oneThatDoublesItsDataWithEveryStepEndsSoon(String step, String complaint) throws Exception {
    String expression = String.join(" | ", Collections.nCopies(60, step));
    refused(expression, json("[1, 2, 3]"), "the expression asks for too much, " + complaint);
  }

  @Test
  @Timeout(20)
  void oneThatComparesAgainAndAgainEndsSoon() {
    ArrayNode numbers = JSON.createArrayNode();
    for (int i = 0; i < 100_000; i++) {
      numbers.add(i);
    }
    refused(
        String.join(" && ", Collections.nCopies(500, "@ == @")),
        numbers,
        "the expression asks for too much, it takes more than 20000000 steps");
  }

  @Test
  void oneThatNestsTooDeepIsRefused() throws Exception {
    refused(
        "[".repeat(4999) + "@" + "]".repeat(4999),
        json("1"),
        "the expression nests too deep: make it flatter");
    refused(
        "a".repeat(10_001),
        json("1"),
        "the expression is longer than 10000 characters: shorten it");
  }

  @Test
  @Timeout(20)
  void aLargeAnswerIsNoProblem() throws Exception {
    ArrayNode rows = JSON.createArrayNode();
    for (int i = 0; i < 20_000; i++) {
      rows.addObject().put("id", i).put("name", "row " + i).put("price", i * 2);
    }
    JsonNode result =
        Expression.search(
            "[?price > `100`].{id: id, name: name} | sort_by(@, &name)",
            new JsonText(rows.toString()));
    assertThat(result).hasSize(20_000 - 51);
  }
}
