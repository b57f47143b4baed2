package dev.crashproof.worker.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Metrics as Prometheus reads them. A line that it would not understand fails the test.
 *
 * @param samples one a line
 */
record Exposition(List<Sample> samples) {
  private static final Pattern LINE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:[a-zA-Z_]\\w*=\"(?:[^\"\\\\]|\\\\.)*\",?)*)})? (\\S+)");

  record Sample(String name, String labels, double value) {}

  static Exposition parse(String text) {
    List<Sample> samples = new ArrayList<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              Matcher matcher = LINE.matcher(line);
              assertThat(matcher.matches()).as(line).isTrue();
              String labels = matcher.group(2) == null ? "" : matcher.group(2);
              samples.add(
                  new Sample(
                      matcher.group(1),
                      labels,
                      matcher.group(3).equals("+Inf")
                          ? Double.POSITIVE_INFINITY
                          : Double.parseDouble(matcher.group(3))));
            });
    assertThat(samples).doesNotHaveDuplicates();
    return new Exposition(samples);
  }

  List<Sample> samples(String name, String... labels) {
    return samples.stream()
        .filter(
            sample ->
                sample.name.equals(name) && Stream.of(labels).allMatch(sample.labels::contains))
        .toList();
  }

  /** The sum of all samples of the name whose labels contain these texts; one at least. */
  double value(String name, String... labels) {
    List<Sample> found = samples(name, labels);
    assertThat(found).as("%s of %s", name, List.of(labels)).isNotEmpty();
    return found.stream().mapToDouble(Sample::value).sum();
  }
}
