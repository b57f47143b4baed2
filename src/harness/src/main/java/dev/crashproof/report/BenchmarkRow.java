package dev.crashproof.report;

import dev.crashproof.measure.PairedRatio;
import dev.crashproof.measure.Samples;
import dev.crashproof.measure.Summary;
import java.util.List;
import java.util.Optional;

/**
 * One figure of the benchmark: what it came to with ours, with the naive worker, and pair by pair.
 *
 * @param id stable: {@code idle_kill_cold_restart.jdk17}
 * @param title what it is, in words
 * @param unit of the values: {@code s}, {@code ms}, {@code us}, {@code MiB}
 * @param jdk the Java that the worker ran on
 * @param server {@code stock}, or what differs
 * @param how how it was taken
 * @param ours the worker of this project
 * @param naive the naive one; absent where there is nothing to compare with
 * @param ratio ours to naive; absent without naive, or with less than one whole pair
 * @param target what is to be reached
 * @param pass whether it was; absent where nothing is asked for
 * @param reason why not, or why it can't be told; empty where it was reached
 */
public record BenchmarkRow(
    String id,
    String title,
    String unit,
    String jdk,
    String server,
    String how,
    Side ours,
    Optional<Side> naive,
    Optional<PairedRatio> ratio,
    BenchmarkGoal target,
    Optional<Boolean> pass,
    String reason) {
  private static final long SEED = 6;

  /**
   * One of the two, as its values have it.
   *
   * @param median of the values that count; absent where there is none
   * @param p99 the 99th percentile, interpolated
   * @param max the greatest
   * @param n how many count
   * @param values all of them, in the order in which they were taken, those of the warm-up marked
   */
  public record Side(
      Optional<Double> median, Optional<Double> p99, Optional<Double> max, int n, Samples values) {
    static Side of(Samples samples) {
      Optional<Summary> summary = samples.summary();
      return new Side(
          summary.map(Summary::median),
          summary.map(Summary::p99),
          summary.map(Summary::max),
          samples.n(),
          samples);
    }
  }

  /**
   * What is known of a figure before it is judged.
   *
   * @param id as the row's
   * @param title as the row's
   * @param jdk as the row's
   * @param server as the row's
   * @param how as the row's
   * @param target as the row's
   * @param least how many values it takes to judge
   */
  public record Heading(
      String id,
      String title,
      String jdk,
      String server,
      String how,
      BenchmarkGoal target,
      int least) {}

  /** A row of values that have no counterpart. */
  public static BenchmarkRow alone(Heading heading, Samples ours) {
    return of(heading, ours, Optional.empty(), Optional.empty());
  }

  /** A row of pairs: the values stand in the order of the pairs, on both sides. */
  public static BenchmarkRow paired(Heading heading, Samples ours, Samples naive) {
    Optional<PairedRatio> ratio =
        ours.n() == 0 || ours.n() != naive.n()
            ? Optional.empty()
            : Optional.of(PairedRatio.of(ours.kept(), naive.kept(), SEED));
    return of(heading, ours, Optional.of(naive), ratio);
  }

  /** A row of values taken beside each other that are no pairs: it has no ratio. */
  public static BenchmarkRow beside(Heading heading, Samples ours, Samples naive) {
    return of(heading, ours, Optional.of(naive), Optional.empty());
  }

  /** This row, where something befell that its values do not show: it is no pass. */
  public BenchmarkRow spoiltBy(String what) {
    return new BenchmarkRow(
        id,
        title,
        unit,
        jdk,
        server,
        how,
        ours,
        naive,
        ratio,
        target,
        pass.map(any -> false),
        reason.isEmpty() ? what : what + ", " + reason);
  }

  private static BenchmarkRow of(
      Heading heading, Samples ours, Optional<Samples> naive, Optional<PairedRatio> ratio) {
    boolean enough =
        ours.n() >= heading.least() && naive.stream().allMatch(s -> s.n() >= heading.least());
    List<String> missed =
        ours.summary().map(s -> heading.target().missed(s, ratio, ours.unit())).orElse(List.of());
    Optional<Boolean> pass =
        heading.target().asks() ? Optional.of(enough && missed.isEmpty()) : Optional.empty();
    String reason =
        !heading.target().asks() || enough
            ? String.join(", ", missed)
            : "%d values are too few: it takes %d".formatted(ours.n(), heading.least());
    return new BenchmarkRow(
        heading.id(),
        heading.title(),
        ours.unit(),
        heading.jdk(),
        heading.server(),
        heading.how(),
        Side.of(ours),
        naive.map(Side::of),
        ratio,
        heading.target(),
        pass,
        reason);
  }
}
