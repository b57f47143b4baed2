package dev.crashproof.wire.postgres;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements and portals that a connection has named, so that a later use can be told. */
final class Statements {
  private static final int NAMES = 10_000;
  private static final int TEXT = 4096;

  /**
   * A statement.
   *
   * @param sql its text, or the beginning of it
   * @param verbs what it does
   */
  record Statement(String sql, List<String> verbs) {
    static final Statement UNKNOWN = new Statement("", List.of(Verbs.UNKNOWN));

    static Statement of(String sql) {
      return new Statement(
          sql.length() <= TEXT ? sql : sql.substring(0, TEXT), List.copyOf(Verbs.of(sql)));
    }
  }

  private record Portal(Statement statement, Unit bound) {}

  private final Map<String, Statement> statements = bounded();
  private final Map<String, Portal> portals = bounded();

  void prepared(String name, Statement statement) {
    statements.put(name, statement);
  }

  Statement statement(String name) {
    return statements.getOrDefault(name, Statement.UNKNOWN);
  }

  void bound(String portal, Statement statement, Unit unit) {
    portals.put(portal, new Portal(statement, unit));
  }

  /** What an Execute does: a portal of an earlier unit goes on with what it had begun. */
  List<String> verbs(String portal, Unit unit) {
    Portal known = portals.get(portal);
    if (known == null) {
      return Statement.UNKNOWN.verbs();
    }
    return known.bound() == unit ? known.statement().verbs() : List.of("fetch");
  }

  void closed(char what, String name) {
    if (what == 'S') {
      statements.remove(name);
    } else {
      portals.remove(name);
    }
  }

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > NAMES;
      }
    };
  }
}
