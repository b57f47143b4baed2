package dev.crashproof.report;

import dev.crashproof.checker.Validity;
import dev.crashproof.measure.Quantity;
import dev.crashproof.report.SweepRecord.Exclusion;
import dev.crashproof.report.SweepResult.CauseTime;
import dev.crashproof.report.SweepResult.Failure;
import dev.crashproof.report.SweepResult.KindRecovery;
import dev.crashproof.report.SweepResult.Point;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A sweep in words, for the template {@code sweeps.md.ftl}.
 *
 * @param result the sweep
 * @param took how long it took and how fast it was
 * @param control how many times slower than its best the machine was meanwhile; empty where nobody
 *     measured it
 * @param attributed how much of each recovery is explained; empty where there is none
 * @param recovery its rows on kinds of boundary
 * @param causes its rows on causes
 * @param exclusions its exclusions by their reason, the commonest first
 * @param failures the first of what is not VALID, the worst first
 * @param more the rest of it
 * @param points its rows on points
 */
public record SweepRow(
    SweepResult result,
    String took,
    String control,
    String attributed,
    List<KindRow> recovery,
    List<CauseRow> causes,
    List<ExclusionRow> exclusions,
    List<FailureRow> failures,
    List<FailureRow> more,
    List<PointRow> points) {
  private static final String MS = "ms";
  private static final int SHOWN = 10;

  static SweepRow of(SweepResult sweep) {
    List<FailureRow> failures =
        sweep.failures().stream()
            .sorted(Comparator.comparing(Failure::validity).reversed())
            .map(FailureRow::of)
            .toList();
    int shown = Math.min(SHOWN, failures.size());
    return new SweepRow(
        sweep,
        took(sweep),
        sweep.controlRatio().map(Quantity::ratio).orElse(""),
        sweep.leastAttributed().map(SweepRow::percent).orElse(""),
        sweep.recovery().stream().map(KindRow::of).toList(),
        sweep.causes().stream().map(CauseRow::of).toList(),
        exclusions(sweep.exclusions()),
        failures.subList(0, shown),
        failures.subList(shown, failures.size()),
        sweep.points().stream().map(PointRow::of).toList());
  }

  private static String took(SweepResult sweep) {
    return sweep
        .seconds()
        .map(
            seconds ->
                Quantity.text(seconds, "s")
                    + sweep
                        .pointsPerMinute()
                        .map(rate -> ", " + Quantity.text(rate, "points/min"))
                        .orElse(""))
        .orElse(MarkdownPage.NOTHING);
  }

  private static List<ExclusionRow> exclusions(List<Exclusion> exclusions) {
    Map<String, List<String>> byReason =
        exclusions.stream()
            .collect(
                Collectors.groupingBy(
                    Exclusion::reason,
                    LinkedHashMap::new,
                    Collectors.mapping(Exclusion::boundary, Collectors.toList())));
    return byReason.entrySet().stream()
        .map(e -> new ExclusionRow(e.getKey(), e.getValue()))
        .sorted(Comparator.comparingInt((ExclusionRow row) -> row.boundaries().size()).reversed())
        .toList();
  }

  private static String millis(double value) {
    return Quantity.text(value, MS);
  }

  /** Rounded down: 94.96 % is not 95. */
  private static String percent(double share) {
    return BigDecimal.valueOf(share * 100).setScale(1, RoundingMode.DOWN).toPlainString() + " %";
  }

  /** A row on the recovery from one kind of boundary. */
  public record KindRow(String kind, int n, String median, String p99, String max, String slowest) {
    static KindRow of(KindRecovery r) {
      return new KindRow(
          r.kind(), r.n(), millis(r.p50()), millis(r.p99()), millis(r.max()), r.slowest());
    }
  }

  /** A row on one cause. */
  public record CauseRow(String cause, int n, String median, String p99, String max, String share) {
    static CauseRow of(CauseTime t) {
      return new CauseRow(
          t.cause(), t.n(), millis(t.p50()), millis(t.p99()), millis(t.max()), percent(t.share()));
    }
  }

  /** Boundaries that were left out for one reason. */
  public record ExclusionRow(String reason, List<String> boundaries) {}

  /** A boundary that is not VALID. */
  public record FailureRow(
      String boundary, String point, Validity validity, String reason, String rerun) {
    static FailureRow of(Failure f) {
      return new FailureRow(
          f.boundary(),
          f.point().map(number -> "point " + number + ", ").orElse(""),
          f.validity(),
          f.reason(),
          f.rerun().orElse(""));
    }
  }

  /** A row on one point. */
  public record PointRow(
      int number, String boundary, int tries, Validity validity, String recovery) {
    static PointRow of(Point p) {
      return new PointRow(
          p.number(),
          p.boundary(),
          p.tries(),
          p.validity(),
          MarkdownPage.shown(p.recoveryMillis(), MS));
    }
  }
}
