package dev.crashproof.wire.postgres;

import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.postgres.Statements.Statement;
import dev.crashproof.wire.stream.Request;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the server answers with one ReadyForQuery. */
final class Unit implements Request {
  private static final int TEXT = 4096;

  /** So much of the SQL is kept even where the parameters would fill it all. */
  private static final int SQL = 1024;

  private static final Pattern PASSWORD = Pattern.compile("(?i)(password\\s+)(e?'(?:[^']|'')*'?)");

  /** What kind of unit it is. */
  enum Kind {
    CONNECT,
    CANCEL,
    QUERY,
    EXTENDED,
    CALL
  }

  private final Kind kind;
  private final Set<String> verbs = new LinkedHashSet<>();
  private final Set<Statement> said = new HashSet<>();
  private final StringBuilder sql = new StringBuilder();
  private final StringBuilder parameters = new StringBuilder();
  private boolean prepares;
  private boolean closes;
  private boolean opened;
  private boolean complete;
  private boolean authenticated;
  private boolean copyingIn;

  Unit(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  @Override
  public String name() {
    return switch (kind) {
      case CONNECT -> "connect";
      case CANCEL -> "cancel";
      case CALL -> "call";
      case QUERY, EXTENDED -> statementName();
    };
  }

  @Override
  public Map<String, String> details() {
    String known = cut(parameters, TEXT - Math.min(sql.length(), SQL));
    String text = cut(sql, TEXT - known.length()) + known;
    return text.isEmpty()
        ? Map.of()
        : Map.of(WireOp.TEXT, PASSWORD.matcher(text).replaceAll("$1'…'"));
  }

  void executes(Collection<String> more) {
    verbs.addAll(more);
  }

  boolean does(String verb) {
    return verbs.contains(verb);
  }

  /** Whether the server may do anything that lasts when it gets what there is so far. */
  boolean mayTakeEffect() {
    return kind != Kind.EXTENDED || !verbs.isEmpty();
  }

  void prepares() {
    prepares = true;
  }

  void closes() {
    closes = true;
  }

  /** Its text, once. */
  void says(Statement statement) {
    if (sql.length() < TEXT && said.add(statement)) {
      sql.append(sql.length() == 0 ? "" : "; ").append(statement.sql());
    }
  }

  /** Whether no more parameters are of use. */
  boolean full() {
    return parameters.length() >= TEXT;
  }

  void parameter(String name, String value) {
    if (!full()) {
      parameters.append('\n').append(name).append('=').append(value);
    }
  }

  boolean opened() {
    return opened;
  }

  void open() {
    opened = true;
  }

  boolean complete() {
    return complete;
  }

  void complete(boolean now) {
    complete = now;
  }

  void authenticated() {
    authenticated = true;
  }

  void copyingIn(boolean now) {
    copyingIn = now;
  }

  /** Whether the server can't answer before it has got more of the worker. */
  boolean awaitsWorker() {
    return switch (kind) {
      case CONNECT -> !authenticated;
      case CANCEL -> false;
      case QUERY, EXTENDED, CALL -> copyingIn || !complete;
    };
  }

  private String statementName() {
    if (!verbs.isEmpty()) {
      return String.join("+", verbs);
    }
    return prepares ? "prepare" : closes ? "close" : "sync";
  }

  private static String cut(CharSequence text, int length) {
    return text.length() <= length ? text.toString() : text.subSequence(0, length).toString();
  }
}
