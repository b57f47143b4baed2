package dev.crashproof.report;

import dev.crashproof.measure.Quantity;
import dev.crashproof.report.AlternativeResult.OutageResult;
import dev.crashproof.report.AlternativeResult.TypeOutage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An alternative in words, for the template {@code alternatives.md.ftl}.
 *
 * @param result the alternative
 * @param processes how many processes it takes
 * @param ready how long they took to start
 * @param idle the memory of idle workers
 * @param peak the most that they held
 * @param quiet the median and the p99 of short activities alone
 * @param loaded the same beside the load
 * @param slowdown how many times longer
 * @param heavy heavy workflows a second
 * @param outages its rows on deaths
 */
public record AlternativeRow(
    AlternativeResult result,
    String processes,
    String ready,
    String idle,
    String peak,
    String quiet,
    String loaded,
    String slowdown,
    String heavy,
    List<OutageRow> outages) {
  private static final String MS = "ms";
  private static final String MIB = "MiB";

  static AlternativeRow of(AlternativeResult a) {
    return new AlternativeRow(
        a,
        a.processes().map(String::valueOf).orElse(MarkdownPage.NOTHING),
        MarkdownPage.shown(a.readySeconds(), "s"),
        MarkdownPage.shown(a.idleMib(), MIB),
        MarkdownPage.shown(a.peakMib(), MIB),
        pair(a.quiet().p50(), a.quiet().p99(), MS),
        pair(a.loaded().p50(), a.loaded().p99(), MS),
        pair(a.slowdown().p50(), a.slowdown().p99(), "×"),
        MarkdownPage.shown(a.heavyPerSecond(), "a second"),
        a.outages().stream().map(outage -> OutageRow.of(a.name(), outage)).toList());
  }

  private static String pair(Optional<Double> one, Optional<Double> other, String unit) {
    return MarkdownPage.shown(one, unit) + " / " + MarkdownPage.shown(other, unit);
  }

  /**
   * A worker's death in words.
   *
   * @param alternative of which it was one
   * @param victim what it served
   * @param deaths how many there were, and how long it was dead
   * @param stopped what stopped
   * @param goesOn what went on
   * @param recovery kill to the next completion of what had stopped
   * @param inFlight kill until all that was open then had completed
   */
  public record OutageRow(
      String alternative,
      String victim,
      String deaths,
      String stopped,
      String goesOn,
      String recovery,
      String inFlight) {

    static OutageRow of(String alternative, OutageResult outage) {
      return new OutageRow(
          alternative,
          outage.id(),
          "%d, dead for %s".formatted(outage.deaths(), Quantity.text(outage.deadSeconds(), "s")),
          types(outage, false),
          types(outage, true),
          MarkdownPage.shown(outage.recoveryMillis(), MS),
          MarkdownPage.shown(outage.inFlightMillis(), MS));
    }

    private static String types(OutageResult outage, boolean goingOn) {
      String types =
          outage.workflows().stream()
              .filter(type -> goingOn == type.served() > 0)
              .map(OutageRow::text)
              .collect(Collectors.joining(", "));
      return types.isEmpty() ? "nothing" : types;
    }

    private static String text(TypeOutage type) {
      return "%s (%d, %d of %d)"
          .formatted(type.id(), type.served(), type.completed(), type.started());
    }
  }
}
