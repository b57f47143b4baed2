package dev.crashproof.history;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which activity of a run, by meaning: the n-th of its type that the workflow scheduled, written
 * {@code process_data#1}. An SDK's activity ids won't do: Java's are random.
 *
 * @param type the activity type's name
 * @param order its place among the activities of that type, in the order scheduled, from 1
 */
public record ActivityName(String type, int order) {
  private static final Pattern FORM = Pattern.compile("(.+)#([1-9][0-9]{0,8})");

  /**
   * Refuses a name without a type or with an order below 1.
   *
   * @throws IllegalArgumentException if so
   */
  public ActivityName {
    if (type.isBlank() || order < 1) {
      throw new IllegalArgumentException(
          "An activity's name needs its type and an order from 1, not \"%s#%d\"."
              .formatted(type, order));
    }
  }

  /**
   * Reads {@code type#order}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static ActivityName parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" names no activity: write its type and its order of scheduling, such as process_data#1."
              .formatted(text));
    }
    return new ActivityName(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public String toString() {
    return type + "#" + order;
  }
}
