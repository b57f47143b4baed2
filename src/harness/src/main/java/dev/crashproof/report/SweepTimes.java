package dev.crashproof.report;

import dev.crashproof.checker.Validity;
import dev.crashproof.measure.Summary;
import dev.crashproof.report.SweepResult.CauseTime;
import dev.crashproof.report.SweepResult.KindRecovery;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How long the points of a sweep took to recover, and why. Points that are INVALID count: a
 * recovery slower than predicted is one of them.
 */
final class SweepTimes {
  private final List<PointRecord> recovered;

  SweepTimes(List<PointRecord> points) {
    this.recovered =
        points.stream()
            .filter(p -> p.struck() && p.recoveryMillis().isPresent())
            .filter(p -> p.judgement().validity() != Validity.UNKNOWN)
            .toList();
  }

  /** By kind, in the order in which the kinds were planned. */
  List<KindRecovery> byKind() {
    Map<String, List<PointRecord>> kinds =
        recovered.stream()
            .collect(
                Collectors.groupingBy(PointRecord::kind, LinkedHashMap::new, Collectors.toList()));
    return kinds.entrySet().stream().map(e -> recovery(e.getKey(), e.getValue())).toList();
  }

  /** By cause, the one that took most first. */
  List<CauseTime> byCause() {
    TreeSet<String> causes = new TreeSet<>();
    recovered.forEach(p -> causes.addAll(p.causes().keySet()));
    return causes.stream()
        .flatMap(cause -> time(cause).stream())
        .sorted(Comparator.comparingDouble(CauseTime::share).reversed())
        .toList();
  }

  Optional<Double> leastAttributed() {
    return recovered.stream().flatMap(p -> p.attributed().stream()).min(Comparator.naturalOrder());
  }

  private static KindRecovery recovery(String kind, List<PointRecord> points) {
    Summary summary = Summary.of(points.stream().mapToDouble(SweepTimes::millis).toArray());
    return new KindRecovery(
        kind,
        summary.n(),
        summary.median(),
        summary.p99(),
        summary.max(),
        points.stream()
            .max(Comparator.comparingDouble(SweepTimes::millis))
            .map(PointRecord::boundary)
            .orElse(""));
  }

  private Optional<CauseTime> time(String cause) {
    double[] millis =
        recovered.stream()
            .mapToDouble(p -> p.causes().getOrDefault(cause, 0.0))
            .filter(value -> value > 0)
            .toArray();
    if (millis.length == 0) {
      return Optional.empty();
    }
    Summary summary = Summary.of(millis);
    double all = recovered.stream().mapToDouble(SweepTimes::millis).sum();
    return Optional.of(
        new CauseTime(
            cause,
            summary.n(),
            summary.median(),
            summary.p99(),
            summary.max(),
            all > 0 ? summary.mean() * summary.n() / all : 0));
  }

  private static double millis(PointRecord point) {
    return point.recoveryMillis().orElse(0.0);
  }
}
