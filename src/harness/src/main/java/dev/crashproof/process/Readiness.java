package dev.crashproof.process;

import java.util.regex.Pattern;

/** When a child counts as ready. Asked again and again, every few milliseconds. */
@FunctionalInterface
public interface Readiness {

  /**
   * Whether the child is ready now. Answers fast.
   *
   * @throws Exception when that can't be told yet; the last one is told if time runs out
   */
  boolean ready(Child child) throws Exception;

  /** Ready when a line of the output holds a match of the regular expression. */
  static Readiness output(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return child -> child.printed(pattern);
  }
}
