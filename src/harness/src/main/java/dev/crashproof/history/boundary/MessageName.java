package dev.crashproof.history.boundary;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a message on a wire, by meaning: {@code RespondActivityTaskCompleted process_data#1},
 * {@code database process_data#1 insert #1 attempt 2}.
 *
 * @param call which call it is, the same for every attempt at it
 * @param attempt which attempt, of the activity or the workflow task that it belongs to, from 1
 */
public record MessageName(String call, int attempt) {
  private static final Pattern LATER_ATTEMPT = Pattern.compile("(.+) attempt ([1-9][0-9]{0,8})");

  /**
   * Refuses a name that names nothing.
   *
   * @throws IllegalArgumentException if so
   */
  public MessageName {
    if (call.isBlank() || attempt < 1) {
      throw new IllegalArgumentException(
          "A message's name needs its call and an attempt from 1, not \"%s\" and %d."
              .formatted(call, attempt));
    }
  }

  /** The first attempt at a call. */
  public static MessageName first(String call) {
    return new MessageName(call, 1);
  }

  /** Reads what {@link #toString} writes. */
  public static MessageName parse(String text) {
    Matcher later = LATER_ATTEMPT.matcher(text);
    return later.matches() && !later.group(2).equals("1")
        ? new MessageName(later.group(1), Integer.parseInt(later.group(2)))
        : first(text);
  }

  /** Whether the other is the same call, be it of another attempt. */
  public boolean sameCall(MessageName other) {
    return call.equals(other.call);
  }

  /** The name; an attempt after the first stands at its end. */
  @Override
  public String toString() {
    return attempt == 1 ? call : call + " attempt " + attempt;
  }
}
