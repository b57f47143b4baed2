package dev.crashproof.checker;

import dev.crashproof.history.ActivityName;

/**
 * An effect that must be there exactly once when the workflow is done.
 *
 * @param activity the activity that writes it
 * @param suffix what follows the activity's key where one activity has several effects, such as
 *     {@code #step-3}; empty where it has one
 * @param contentJson what it says, as JSON; the order of fields does not count
 */
public record ExpectedEffect(ActivityName activity, String suffix, String contentJson) {

  /**
   * Refuses a content that is no JSON and a suffix that would run into the activity's id.
   *
   * @throws IllegalArgumentException if so
   */
  public ExpectedEffect {
    Json.expected(contentJson);
    if (!suffix.isEmpty() && !suffix.startsWith("#")) {
      throw new IllegalArgumentException(
          "An effect's suffix begins with #, as in #step-3, not \"%s\".".formatted(suffix));
    }
  }

  /** The one effect of an activity, named as in {@code process_data#1}. */
  public static ExpectedEffect of(String activity, String contentJson) {
    return of(activity, "", contentJson);
  }

  /** One of several effects of an activity, named as in {@code long_running_task#1}. */
  public static ExpectedEffect of(String activity, String suffix, String contentJson) {
    return new ExpectedEffect(ActivityName.parse(activity), suffix, contentJson);
  }

  @Override
  public String toString() {
    return suffix.isEmpty() ? activity.toString() : activity + " " + suffix;
  }
}
