package dev.crashproof.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.crashproof.measure.PairedRatio;
import dev.crashproof.measure.Quantity;
import dev.crashproof.measure.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a row of the benchmark is to reach. What is absent is not asked for; a bound that is reached
 * exactly is met.
 *
 * @param median the most that the median may be
 * @param p99 the most that the 99th percentile may be
 * @param max the most that any value may be
 * @param ratio the most that the median ratio to the naive worker may be
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record BenchmarkGoal(
    Optional<Double> median, Optional<Double> p99, Optional<Double> max, Optional<Double> ratio) {

  /** No goal: the row only tells. */
  public static BenchmarkGoal none() {
    return new BenchmarkGoal(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A median, and a ratio to the naive worker. */
  public static BenchmarkGoal of(double median, double ratio) {
    return median(median).ratio(ratio);
  }

  /** A median alone. */
  public static BenchmarkGoal median(double median) {
    return new BenchmarkGoal(
        Optional.of(median), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** This and a ratio. */
  public BenchmarkGoal ratio(double most) {
    return new BenchmarkGoal(median, p99, max, Optional.of(most));
  }

  /** This and a greatest value. */
  public BenchmarkGoal max(double most) {
    return new BenchmarkGoal(median, p99, Optional.of(most), ratio);
  }

  /** This and a 99th percentile. */
  public BenchmarkGoal p99(double most) {
    return new BenchmarkGoal(median, Optional.of(most), max, ratio);
  }

  /** Whether anything is asked for. */
  boolean asks() {
    return median.isPresent() || p99.isPresent() || max.isPresent() || ratio.isPresent();
  }

  /** Where it was missed, in words; empty where it was met. */
  List<String> missed(Summary ours, Optional<PairedRatio> paired, String unit) {
    List<String> missed = new ArrayList<>();
    above("median", ours.median(), median, unit).ifPresent(missed::add);
    above("p99", ours.p99(), p99, unit).ifPresent(missed::add);
    above("maximum", ours.max(), max, unit).ifPresent(missed::add);
    if (ratio.isPresent()) {
      if (paired.isEmpty()) {
        missed.add("no ratio was measured");
      } else if (paired.get().median() > ratio.get()) {
        missed.add("ratio %s above %s".formatted(three(paired.get().median()), three(ratio.get())));
      }
    }
    return missed;
  }

  private static Optional<String> above(
      String what, double actual, Optional<Double> bound, String unit) {
    return bound
        .filter(most -> actual > most)
        .map(
            most ->
                "%s %s above %s"
                    .formatted(what, Quantity.text(actual, unit), Quantity.bound(most, unit)));
  }

  /** A ratio with three decimals: they go down to 1/50. */
  static String three(double ratio) {
    return String.format(Locale.ROOT, "%.3f", ratio);
  }

  /** In words, for a table. */
  String words(String unit) {
    List<String> words = new ArrayList<>();
    median.ifPresent(most -> words.add(Quantity.bound(most, unit)));
    p99.ifPresent(most -> words.add("p99 " + Quantity.bound(most, unit)));
    max.ifPresent(most -> words.add("max " + Quantity.bound(most, unit)));
    ratio.ifPresent(most -> words.add("ratio " + three(most)));
    return String.join(", ", words);
  }
}
