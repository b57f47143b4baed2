package dev.crashproof.history.boundary;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which heartbeat of an activity's attempt.
 *
 * @param series what all heartbeats of the attempt are called, without their number
 * @param ordinal its place among them, from 1
 */
public record Heartbeat(String series, int ordinal) {
  private static final Pattern FORM =
      Pattern.compile("((?:.*: )?" + Rpc.HEARTBEAT_METHOD + " .+) \\(([1-9][0-9]{0,8})\\)");

  /** What the name tells of a heartbeat; empty where it names another message. */
  public static Optional<Heartbeat> of(MessageName name) {
    Matcher matcher = FORM.matcher(name.call());
    return matcher.matches()
        ? Optional.of(new Heartbeat(matcher.group(1), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  static String call(String series, int ordinal) {
    return "%s (%d)".formatted(series, ordinal);
  }
}
