package dev.crashproof.worker.workflows;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a DurableDemo works on. In JSON every field may be left out, and so may the whole.
 *
 * @param data what is processed, up to {@value #MOST_CHARACTERS} characters; {@code demo} if left
 *     out
 * @param timer how long the durable timer runs, 0 to 365 days; 1 s if left out. In JSON seconds or
 *     ISO 8601
 * @param steps how many steps the long task has, 0 to {@value #MOST_STEPS}; 5 if left out
 * @param stepTime how long a step takes, 0 to 10 minutes; 100 ms if left out. In JSON seconds or
 *     ISO 8601
 */
public record DurableDemoInput(String data, Duration timer, int steps, Duration stepTime) {

  /** What is done when nothing is asked for: about two seconds in all. */
  public static final DurableDemoInput DEFAULTS =
      new DurableDemoInput("demo", Duration.ofSeconds(1), 5, Duration.ofMillis(100));

  static final int MOST_CHARACTERS = 100_000;
  static final int MOST_STEPS = 10_000;

  @JsonCreator
  static DurableDemoInput of(
      @JsonProperty("data") @Nullable String data,
      @JsonProperty("timer") @Nullable Duration timer,
      @JsonProperty("steps") @Nullable Integer steps,
      @JsonProperty("stepTime") @Nullable Duration stepTime) {
    return new DurableDemoInput(
        Objects.requireNonNullElse(data, DEFAULTS.data),
        Objects.requireNonNullElse(timer, DEFAULTS.timer),
        Objects.requireNonNullElse(steps, DEFAULTS.steps),
        Objects.requireNonNullElse(stepTime, DEFAULTS.stepTime));
  }

  /**
   * This input, if it makes sense; otherwise the workflow fails for good, saying which field does
   * not.
   */
  DurableDemoInput checked() {
    Input.within("timer", timer, Duration.ofDays(365));
    Input.within("stepTime", stepTime, Duration.ofMinutes(10));
    if (data.length() > MOST_CHARACTERS) {
      throw Input.refused(
          "data has " + data.length() + " characters, more than " + MOST_CHARACTERS);
    }
    if (steps < 0 || steps > MOST_STEPS) {
      throw Input.refused("steps is " + steps + ", not between 0 and " + MOST_STEPS);
    }
    return this;
  }
}
