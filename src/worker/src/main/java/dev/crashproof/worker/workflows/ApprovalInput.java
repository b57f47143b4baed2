package dev.crashproof.worker.workflows;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be approved. In JSON every field may be left out, and so may the whole.
 *
 * @param subject what is decided upon; {@code demo} if left out
 * @param deadline how long a decision is waited for before it escalates, 0 to 365 days; 2 s if left
 *     out. In JSON seconds or ISO 8601
 */
public record ApprovalInput(String subject, Duration deadline) {

  /** What is waited for when nothing is asked for. */
  public static final ApprovalInput DEFAULTS = new ApprovalInput("demo", Duration.ofSeconds(2));

  @JsonCreator
  static ApprovalInput of(
      @JsonProperty("subject") @Nullable String subject,
      @JsonProperty("deadline") @Nullable Duration deadline) {
    return new ApprovalInput(
        Objects.requireNonNullElse(subject, DEFAULTS.subject),
        Objects.requireNonNullElse(deadline, DEFAULTS.deadline));
  }

  /**
   * This input, if it makes sense; otherwise the workflow fails for good, saying which field does
   * not.
   */
  ApprovalInput checked() {
    if (!Input.isText(subject)) {
      throw Input.refused("subject is blank, too long or holds a NUL character");
    }
    Input.within("deadline", deadline, Duration.ofDays(365));
    return this;
  }
}
