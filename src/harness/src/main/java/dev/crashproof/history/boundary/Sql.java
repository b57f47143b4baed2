package dev.crashproof.history.boundary;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a database request does, by the verbs of its statements ({@code begin+insert}) and what can
 * be read of them.
 */
final class Sql {
  // Opening, testing and tidying a session: nothing that outlives it.
  private static final Set<String> SESSION =
      Set.of(
          "connect",
          "terminate",
          "cancel",
          "set",
          "reset",
          "show",
          "discard",
          "listen",
          "unlisten",
          "deallocate",
          "prepare",
          "sync",
          "empty",
          "");
  private static final Set<String> READING =
      Set.of(
          "select",
          "values",
          "table",
          "fetch",
          "begin",
          "savepoint",
          "release",
          "rollback",
          "declare",
          "close");
  private static final String BEGIN = "begin";
  private static final String COMMIT = "commit";
  private static final String ROLLBACK = "rollback";
  private static final Pattern TEST =
      Pattern.compile(
          "(?is)\\s*(?:/\\*[^*]*\\*/)?\\s*(?:select|values)\\s*\\(?\\s*(?:1|'x')?\\s*\\)?\\s*;?\\s*");

  // A select may hold more than it says: a lock, a function that writes, a second statement. A word
  // too many here costs a strike, a word too few a boundary.
  private static final Pattern WRITES =
      Pattern.compile(
          "(?is)\\b(?:insert|update|delete|merge|into|copy|call|do|create|alter|drop|truncate|grant"
              + "|revoke|nextval|setval|share|notify|pg_notify|lo_\\w+|pg_(?:try_)?advisory\\w*)\\b");

  private Sql() {}

  static String verb(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** Upkeep of a session. */
  static boolean session(String verb, String text) {
    boolean mayTest = verb.equals("select") || verb.equals("values");
    return SESSION.containsAll(verbs(verb)) || (mayTest && TEST.matcher(text).matches());
  }

  /** Changes nothing by itself. */
  static boolean read(String verb, String text) {
    List<String> verbs = verbs(verb);
    boolean whole = verbs.get(0).equals(BEGIN) && last(verbs).equals(COMMIT);
    return reads(whole ? verbs.subList(0, verbs.size() - 1) : verbs, text);
  }

  /** Writes something of its own, rather than making last or undoing what others wrote. */
  static boolean writes(String verb, String text) {
    return !reads(verbs(verb).stream().filter(it -> !it.equals(COMMIT)).toList(), text);
  }

  /** Undoes what its transaction wrote. */
  static boolean undoes(String verb) {
    return last(verbs(verb)).equals(ROLLBACK);
  }

  private static boolean reads(List<String> verbs, String text) {
    return verbs.stream().allMatch(it -> READING.contains(it) || SESSION.contains(it))
        && !WRITES.matcher(text).find();
  }

  private static List<String> verbs(String verb) {
    return List.of(verb.split("\\+", -1));
  }

  private static String last(List<String> verbs) {
    return verbs.get(verbs.size() - 1);
  }
}
