package dev.crashproof.checker;

import dev.crashproof.history.wire.WireOp;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the wire to the database tells of the effects, where that wire has an interposer. */
final class DatabaseRecord {
  private static final Set<String> NO_WRITES =
      Set.of(
          "connect",
          "begin",
          "rollback",
          "set",
          "show",
          "discard",
          "savepoint",
          "release",
          "prepare",
          "sync",
          "empty",
          "fetch",
          "cancel");

  // As WireOp.TEXT has it.
  private static final int CUT = 4096;

  private final List<Row> rows;
  private final List<Exchange> writes;
  private final boolean interposed;
  private final boolean elsewhere;
  private final List<Row> shown;

  DatabaseRecord(Evidence evidence, Executions executions, WireLog wire) {
    this.rows = Assignment.rows(evidence, executions);
    this.interposed = wire.interposed(WireOp.POSTGRES);
    this.elsewhere = !wire.heard(WireOp.POSTGRES) && wire.heard(WireOp.HTTP);
    this.writes =
        wire.exchanges().stream()
            .filter(e -> e.on(WireOp.POSTGRES))
            .filter(e -> mayWrite(e.call()))
            .filter(e -> e.ok().isPresent() || e.unsettled())
            .toList();
    this.shown = rows.stream().filter(this::shown).toList();
  }

  /** Why it can't be told that the effects went over this wire; empty where it can. */
  Optional<String> doubt() {
    if (!interposed || elsewhere || rows.isEmpty()) {
      return Optional.empty();
    }
    if (writes.isEmpty()) {
      return Optional.of(
          ("the worker does not speak to the database through the interposer: the ledger has %d"
                  + " effects, the wire has no statement that could have written one; give the"
                  + " worker the interposer's address for its database")
              .formatted(rows.size()));
    }
    // Where the statements tell the keys of some, they should tell those of all, as far as their
    // text goes.
    return shown.isEmpty() || cut()
        ? Optional.empty()
        : rows.stream()
            .filter(r -> !shown.contains(r))
            .findFirst()
            .map(
                r ->
                    "no statement on the database's wire shows the effect under the key %s, though others are shown"
                        .formatted(r.effect().key()));
  }

  String words() {
    if (!interposed || elsewhere) {
      return rows.size() + " effects; the database's wire was not heard";
    }
    return shown.size() == rows.size()
        ? rows.size() + " effects, each with its statement"
        : rows.size() + " effects, whose keys the statements' text does not tell";
  }

  /** A call is one verb, or those of a batch joined by plus signs. */
  private static boolean mayWrite(String call) {
    return Arrays.stream(call.toLowerCase(Locale.ROOT).split("\\+", -1))
        .anyMatch(verb -> !NO_WRITES.contains(verb));
  }

  private boolean cut() {
    return writes.stream()
        .flatMap(e -> e.detail(WireOp.TEXT).stream())
        .anyMatch(text -> text.length() >= CUT);
  }

  private boolean shown(Row row) {
    return writes.stream()
        .flatMap(e -> e.detail(WireOp.TEXT).stream())
        .anyMatch(
            text ->
                text.contains(row.effect().key())
                    || row.owner()
                        .filter(o -> o.activity().id().length() > 8)
                        .filter(o -> text.contains(o.activity().id()))
                        .isPresent());
  }
}
