package dev.crashproof.history.boundary;

import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which statements of a run stand in one transaction, and which of them make something last: what a
 * worker wrote in a transaction that it did not live to commit was never written.
 */
final class Transactions {
  private final Map<MessageName, MessageName> first = new HashMap<>();
  private final Set<MessageName> empty = new HashSet<>();

  Transactions(List<Passing> passings) {
    Map<String, List<Passing>> open = new HashMap<>();
    for (Passing passing : passings) {
      if (!passing.on(WireOp.POSTGRES)) {
        continue;
      }
      String connection = Wires.connection(passing.message().op());
      List<Passing> group = open.computeIfAbsent(connection, c -> new ArrayList<>());
      boolean stays = !passing.transactionState().equals("idle");
      if (stays || !group.isEmpty()) {
        group.add(passing);
      }
      if (!stays) {
        open.remove(connection);
        close(group);
      }
    }
    open.values().forEach(this::close);
  }

  /** The first statement of the transaction that the message is part of, if it writes. */
  Optional<MessageName> of(MessageName name) {
    return Optional.ofNullable(first.get(name));
  }

  /** Whether the statement makes something last by itself. */
  boolean commits(Passing statement) {
    boolean ends = statement.transactionState().equals("idle");
    return statement.message().kind() == MessageKind.EFFECT
        && statement.taken()
        && ends
        && !empty.contains(statement.name())
        && !Sql.undoes(verb(statement));
  }

  private void close(List<Passing> group) {
    boolean writes = group.stream().anyMatch(Transactions::writes);
    for (Passing member : group) {
      if (writes) {
        first.put(member.name(), group.get(0).name());
      } else {
        empty.add(member.name());
      }
    }
  }

  private static boolean writes(Passing statement) {
    return statement.message().kind() == MessageKind.EFFECT
        && Sql.writes(verb(statement), Wires.text(statement.message().op(), WireOp.TEXT));
  }

  private static String verb(Passing statement) {
    return Sql.verb(statement.message().op().name());
  }
}
