package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireOp;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request that is not about a task.
 *
 * @param where {@code database}, {@code http}, or the method of a client's call to Temporal
 * @param what what it asks for; empty where {@code where} says it all
 * @param kind what it could change
 */
record Request(String where, Optional<String> what, MessageKind kind) {
  private static final List<String> SAFE = List.of("GET ", "HEAD ", "OPTIONS ");
  private static final Pattern UUID =
      Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern LONG_NUMBER = Pattern.compile("(?<![\\p{Alnum}])[0-9]{6,}");

  static Request of(Op op, String workflowId) {
    if (WireOp.on(WireOp.POSTGRES, op)) {
      return statement(op);
    }
    if (WireOp.on(WireOp.HTTP, op)) {
      boolean read = SAFE.stream().anyMatch(op.name()::startsWith);
      return new Request(
          "http",
          Optional.of(path(op.name(), workflowId)),
          read ? MessageKind.READ : MessageKind.EFFECT);
    }
    return new Request(op.name(), Optional.empty(), MessageKind.EFFECT);
  }

  /** Its name, but for its place among those called so. */
  String name(String task) {
    return what.map(it -> "%s %s %s".formatted(where, task, it))
        .orElseGet(() -> "%s %s".formatted(where, task));
  }

  private static Request statement(Op op) {
    String verb = Sql.verb(op.name());
    String text = Wires.text(op, WireOp.TEXT);
    MessageKind kind =
        Sql.session(verb, text)
            ? MessageKind.HOUSEKEEPING
            : Sql.read(verb, text) ? MessageKind.READ : MessageKind.EFFECT;
    return new Request("database", Optional.of(verb), kind);
  }

  /** What changes from run to run has no place in a name. */
  private static String path(String name, String workflowId) {
    int query = name.indexOf('?');
    String path = query < 0 ? name : name.substring(0, query);
    String plain = workflowId.isEmpty() ? path : path.replace(workflowId, "{workflowId}");
    return LONG_NUMBER.matcher(UUID.matcher(plain).replaceAll("{id}")).replaceAll("{id}");
  }
}
