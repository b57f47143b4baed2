package dev.crashproof.wire.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a text of SQL does: the verb of each of its statements. No parser: it knows quotes, dollar
 * quotes, comments and parentheses, and no more than it needs.
 */
final class Verbs {
  static final String UNKNOWN = "execute";

  private static final int LOOKED_AT = 16 << 10;
  private static final Set<String> WRITING = Set.of("insert", "update", "delete", "merge");

  private final String sql;
  private final int end;
  private final List<String> verbs = new ArrayList<>();
  private int at;
  private String verb = "";
  private boolean afterParenthesis;
  private boolean seen;

  private Verbs(String sql) {
    this.sql = sql;
    this.end = Math.min(sql.length(), LOOKED_AT);
  }

  /** The verbs, in order; {@code empty} for a text without a statement. */
  static List<String> of(String sql) {
    Verbs verbs = new Verbs(sql);
    verbs.scan();
    return verbs.verbs.isEmpty() ? List.of("empty") : verbs.verbs;
  }

  private void scan() {
    while (at < end) {
      char c = sql.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (sql.startsWith("--", at)) {
        at = past("\n");
      } else if (sql.startsWith("/*", at)) {
        comment();
      } else if (c == ';') {
        statementEnds();
        at++;
      } else {
        token(c);
      }
    }
    statementEnds();
  }

  private void token(char c) {
    boolean parenthesis = c == '(' || c == ')';
    if (Character.isLetter(c) || c == '_') {
      word();
    } else if (c == '\'') {
      quoted('\'', false);
    } else if (c == '"') {
      quoted('"', false);
    } else if (c == '$') {
      dollar();
    } else {
      at++;
    }
    // Before a statement's first word, parentheses are of no interest: (select …).
    seen = seen || !parenthesis;
    afterParenthesis = parenthesis;
  }

  private void word() {
    int from = at;
    while (at < end && isPartOfWord(sql.charAt(at))) {
      at++;
    }
    String word = sql.substring(from, at).toLowerCase(Locale.ROOT);
    if (at < end && sql.charAt(at) == '\'' && word.equals("e")) {
      quoted('\'', true);
      return;
    }
    if (!seen) {
      verb = word;
    } else if (verb.equals("with") && afterParenthesis && WRITING.contains(word)) {
      // Data-modifying parts stand in parentheses, the statement itself behind one.
      verb = word;
    }
  }

  private void quoted(char quote, boolean backslashes) {
    at++;
    while (at < end) {
      char c = sql.charAt(at++);
      if (backslashes && c == '\\') {
        at++;
      } else if (c == quote) {
        return; // A doubled one begins the next quoted text at once.
      }
    }
  }

  private void dollar() {
    int tagEnd = at + 1;
    while (tagEnd < end && isPartOfTag(sql.charAt(tagEnd))) {
      tagEnd++;
    }
    if (tagEnd >= end || sql.charAt(tagEnd) != '$' || isDigit(at + 1)) {
      at = Math.max(tagEnd, at + 1); // $1
      return;
    }
    String tag = sql.substring(at, tagEnd + 1);
    at = tagEnd + 1;
    at = past(tag);
  }

  private void comment() {
    int depth = 0;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < end);
  }

  private int past(String what) {
    int found = sql.indexOf(what, at);
    return found < 0 ? end : found + what.length();
  }

  private void statementEnds() {
    if (seen) {
      verbs.add(
          switch (verb) {
            case "" -> UNKNOWN;
            case "with" -> "select";
            case "start" -> "begin";
            case "end" -> "commit";
            case "abort" -> "rollback";
            default -> verb;
          });
    }
    verb = "";
    seen = false;
    afterParenthesis = false;
  }

  private boolean isDigit(int index) {
    return index < end && Character.isDigit(sql.charAt(index));
  }

  private static boolean isPartOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  private static boolean isPartOfTag(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
