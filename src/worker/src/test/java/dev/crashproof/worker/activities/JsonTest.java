package dev.crashproof.worker.activities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a text is as JSON, and that it survives being handed on. */
class JsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{\"b\": [1, {\"a\": null}], \"c\": true} # {\"b\":[1,{\"a\":null}],\"c\":true}",
        "1.10 # 1.10",
        "[1e400, 123456789012345678901234567890] # [1e400,123456789012345678901234567890]",
        "\"caf\\u00e9\" # \"caf\u00e9\"",
        "null # null",
        "'' # null",
        "so # \"so\"",
        "{\"a\": 1 # \"{\\\"a\\\": 1\"",
        "1 2 # \"1 2\"",
        "[] ] # \"[] ]\"",
      })
  void read(String text, String json) {
    assertThat(Json.read(text)).hasToString(json);
  }

  @Test
  void nestedTooDeepItIsText() {
    assertThat(Json.read("[".repeat(500) + "]".repeat(500)).text()).startsWith("[[");
    assertThat(Json.read("[".repeat(501) + "]".repeat(501)).text()).startsWith("\"[[");
  }

  @Test
  void handedOnItStaysWhatItWas() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    for (String json : new String[] {"{\"a\":[1.10,\"b\"]}", "[]", "\"text\"", "7", "null"}) {
      ApiAnswer answer = new ApiAnswer(200, new JsonText(json));
      String written = mapper.writeValueAsString(answer);
      assertThat(written).isEqualTo("{\"status\":200,\"body\":" + json + "}");
      assertThat(mapper.readValue(written, ApiAnswer.class)).isEqualTo(answer);
    }
    assertThat(mapper.readValue("{\"status\":200}", ApiAnswer.class).body())
        .isEqualTo(JsonText.NULL);
    assertThat(mapper.readValue("{\"body\":{\"a\":[]},\"status\":200}", ApiAnswer.class))
        .isEqualTo(new ApiAnswer(200, new JsonText("{\"a\":[]}")));
  }
}
