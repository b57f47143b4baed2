package dev.crashproof.worker.workflows;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crashproof.worker.source.SourceFile;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is judged. In JSON every field may be left out, and so may the whole.
 *
 * @param name what the source is called, up to {@value #LONGEST_NAME} characters; {@code Demo.java}
 *     if left out
 * @param source the text, up to 262144 characters; a small sound class if left out
 */
public record VerificationInput(String name, String source) {

  /** What is judged when nothing is asked for: nothing speaks against it. */
  public static final VerificationInput DEFAULTS =
      new VerificationInput(
          "Demo.java",
          """
          class Demo {
            String greet(String name) {
              return "Hello, " + name;
            }
          }
          """);

  static final int LONGEST_NAME = 255;

  @JsonCreator
  static VerificationInput of(
      @JsonProperty("name") @Nullable String name,
      @JsonProperty("source") @Nullable String source) {
    return new VerificationInput(
        Objects.requireNonNullElse(name, DEFAULTS.name),
        Objects.requireNonNullElse(source, DEFAULTS.source));
  }

  /**
   * This input, if it makes sense; otherwise the workflow fails for good, saying which field does
   * not.
   */
  VerificationInput checked() {
    if (!Input.isText(name) || name.length() > LONGEST_NAME) {
      throw Input.refused("name is blank, too long or holds a NUL character");
    }
    if (source.length() > SourceFile.MOST_CHARACTERS) {
      throw Input.refused(
          "source has " + source.length() + " characters, more than " + SourceFile.MOST_CHARACTERS);
    }
    return this;
  }
}
