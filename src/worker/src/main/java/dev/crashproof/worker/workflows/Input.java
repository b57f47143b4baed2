package dev.crashproof.worker.workflows;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** Refusing inputs that make no sense: the workflow fails at once and for good, in a sentence. */
final class Input {

  /** The type of the failure. */
  static final String INVALID = "InvalidInput";

  private static final int LONGEST_TEXT = 10_000;

  private Input() {}

  static ApplicationFailure refused(String complaint) {
    return ApplicationFailure.newNonRetryableFailure("invalid input: " + complaint, INVALID);
  }

  static void within(String name, Duration value, Duration most) {
    if (value.isNegative() || value.compareTo(most) > 0) {
      throw refused(name + " is " + value + ", not between 0 and " + most);
    }
  }

  /** Whether the text says anything, and nothing that a database cannot keep. */
  static boolean isText(String text) {
    return !text.isBlank() && text.length() <= LONGEST_TEXT && text.indexOf('\0') < 0;
  }
}
