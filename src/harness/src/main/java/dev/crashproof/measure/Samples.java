package dev.crashproof.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The raw values of one measure, in the order in which they were taken. A value: adding gives a new
 * one.
 *
 * @param id the measure's stable id: {@code startup_time}
 * @param unit the values' unit: {@code s}, {@code ms}, {@code MiB}, …
 * @param samples the values
 */
public record Samples(String id, String unit, List<Sample> samples) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  /**
   * Copies the values, so that samples never change.
   *
   * @throws IllegalArgumentException if the id would not do as a file's name
   */
  public Samples {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "The id of a measure is made of letters, digits and _ . -, not \"%s\".".formatted(id));
    }
    samples = List.copyOf(samples);
  }

  /** A measure before its first value. */
  public static Samples empty(String id, String unit) {
    return new Samples(id, unit, List.of());
  }

  /** These and one more value that counts. */
  public Samples plus(double value) {
    return with(new Sample(value, false));
  }

  /** These and one more value that is there to warm up and does not count. */
  public Samples plusWarmUp(double value) {
    return with(new Sample(value, true));
  }

  /** The values that count, in order. */
  public double[] kept() {
    return samples.stream().filter(s -> !s.warmUp()).mapToDouble(Sample::value).toArray();
  }

  /** How many values count. */
  public int n() {
    return kept().length;
  }

  /** How many values were taken to warm up. */
  public int warmUps() {
    return samples.size() - n();
  }

  /** The statistics of the values that count; none where there is no such value. */
  public Optional<Summary> summary() {
    double[] kept = kept();
    return kept.length == 0 ? Optional.empty() : Optional.of(Summary.of(kept));
  }

  private Samples with(Sample sample) {
    List<Sample> more = new ArrayList<>(samples);
    more.add(sample);
    return new Samples(id, unit, more);
  }
}
