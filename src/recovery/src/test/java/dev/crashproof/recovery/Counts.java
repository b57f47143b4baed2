package dev.crashproof.recovery;

import com.uber.m3.tally.Buckets;
import com.uber.m3.tally.Capabilities;
import com.uber.m3.tally.CapableOf;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.StatsReporter;
import com.uber.m3.util.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What counters came to, as whoever reads a worker's metrics sees it. */
final class Counts implements StatsReporter {
  private final Map<String, Long> counts = new ConcurrentHashMap<>();

  /** A scope that is counted here. */
  Scope scope() {
    return new RootScopeBuilder().reporter(this).reportEvery(Duration.ofMillis(1));
  }

  /** By name and tags: {@code name{kind=a, outcome=b}}, with the tags in order. */
  Map<String, Long> all() {
    return Map.copyOf(counts);
  }

  @Override
  public void reportCounter(String name, Map<String, String> tags, long value) {
    counts.merge(name + new java.util.TreeMap<>(tags), value, Long::sum);
  }

  @Override
  public void reportGauge(String name, Map<String, String> tags, double value) {}

  @Override
  public void reportTimer(String name, Map<String, String> tags, Duration interval) {}

  @Override
  @SuppressWarnings({"rawtypes", "deprecation"}) // As the interface has it.
  public void reportHistogramValueSamples(
      String name,
      Map<String, String> tags,
      Buckets buckets,
      double lower,
      double upper,
      long samples) {}

  @Override
  @SuppressWarnings({"rawtypes", "deprecation"}) // As the interface has it.
  public void reportHistogramDurationSamples(
      String name,
      Map<String, String> tags,
      Buckets buckets,
      Duration lower,
      Duration upper,
      long samples) {}

  @Override
  public Capabilities capabilities() {
    return CapableOf.REPORTING;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
