package dev.crashproof.history.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crashproof.history.Op;
import java.util.List;

/**
 * One activity task that was handed over in the answer to another message: an eager activity.
 *
 * @param type the activity's type
 * @param id the activity, as the SDK named it
 * @param attempt which attempt, from 1
 * @param token the token's fingerprint
 */
public record ActivityFact(String type, String id, int attempt, String token) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Those that an answer tells of in its {@link WireOp#ACTIVITIES}; none where it tells of none.
   *
   * @throws IllegalArgumentException if the detail holds something else
   */
  public static List<ActivityFact> of(Op answer) {
    String json = answer.detail(WireOp.ACTIVITIES).orElse("[]");
    try {
      return List.copyOf(JSON.readValue(json, new TypeReference<List<ActivityFact>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The detail %s is no JSON array of activities: %s".formatted(WireOp.ACTIVITIES, json), e);
    }
  }
}
