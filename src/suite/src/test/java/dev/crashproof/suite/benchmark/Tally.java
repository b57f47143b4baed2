package dev.crashproof.suite.benchmark;

import dev.crashproof.measure.Samples;
import dev.crashproof.report.BenchmarkRow;
import dev.crashproof.report.BenchmarkRow.Heading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A figure's pairs, as the rounds bring them; the first of them is discarded. */
final class Tally {
  private final Figure figure;
  private final Jdk jdk;
  private final Server server;
  private final int least;
  private final List<String> lost = new ArrayList<>();
  private Samples ours;
  private Samples naive;
  private int lostOurs;

  /**
   * How a play went.
   *
   * @param values what was read of it; nothing if it was lost
   * @param why it was lost; empty if it was not
   */
  record Outcome(Map<Figure, Double> values, String why) {
    static Outcome of(Map<Figure, Double> values) {
      return new Outcome(values, "");
    }

    static Outcome lost(String why) {
      return new Outcome(Map.of(), why);
    }
  }

  Tally(Figure figure, Jdk jdk, Server server, int least) {
    this.figure = figure;
    this.jdk = jdk;
    this.server = server;
    this.least = least;
    this.ours = Samples.empty(figure.id(), figure.unit());
    this.naive = Samples.empty(figure.id(), figure.unit());
  }

  /** Counts a round; half a pair is none. */
  void count(Map<Part, Outcome> round) {
    Optional<Double> our = value(round, Contender.OURS);
    Optional<Double> other = value(round, Contender.NAIVE);
    lostOurs += our.isEmpty() ? 1 : 0;
    if (our.isPresent() && other.isPresent()) {
      boolean warmUp = ours.samples().isEmpty();
      ours = warmUp ? ours.plusWarmUp(our.get()) : ours.plus(our.get());
      naive = warmUp ? naive.plusWarmUp(other.get()) : naive.plus(other.get());
    }
  }

  private Optional<Double> value(Map<Part, Outcome> round, Contender contender) {
    Outcome outcome =
        round.entrySet().stream()
            .filter(play -> play.getKey().contender() == contender)
            .filter(play -> play.getKey().figures().contains(figure))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
    Optional<Double> value = Optional.ofNullable(outcome.values().get(figure));
    if (value.isEmpty()) {
      lost.add(outcome.why());
    }
    return value;
  }

  BenchmarkRow row() {
    BenchmarkRow row =
        BenchmarkRow.paired(
            new Heading(
                server.id(figure) + "." + jdk.suffix(),
                figure.title(),
                jdk.toString(),
                server.words(),
                lost.isEmpty()
                    ? figure.how()
                    : figure.how()
                        + ". %d plays were lost, and their pairs with them: %s"
                            .formatted(lost.size(), String.join("; ", lost)),
                figure.goal(jdk),
                least),
            ours,
            naive);
    return lostOurs == 0 ? row : row.spoiltBy("%d plays of ours were lost".formatted(lostOurs));
  }
}
