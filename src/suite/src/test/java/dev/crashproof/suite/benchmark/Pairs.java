package dev.crashproof.suite.benchmark;

import dev.crashproof.measure.Control;
import dev.crashproof.measure.Sample;
import dev.crashproof.measure.Samples;
import dev.crashproof.report.BenchmarkRow;
import dev.crashproof.report.BenchmarkRow.Heading;
import dev.crashproof.suite.Console;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plays a course in pairs: one play of each contender, in random order, again and again. */
final class Pairs {
  /** Fewer pairs than this are no measure. */
  static final int LEAST = 30;

  private record Pair(Future<Map<Figure, Double>> ours, Future<Map<Figure, Double>> naive) {}

  private final Bench bench;
  private final Jdk jdk;
  private final Console console;
  private final Control.Beside control;
  // Seeded: who comes first must not always be the same, nor differ between runs.
  private final Random order = new Random(6);
  private final Floor floor = new Floor();

  Pairs(Bench bench, Jdk jdk, Console console, Control.Beside control) {
    this.bench = bench;
    this.jdk = jdk;
    this.console = console;
    this.control = control;
  }

  /** A row for each of the course's figures. */
  List<BenchmarkRow> play(Course course, int pairs) throws InterruptedException {
    String name = bench.server().id(course.figures().get(0));
    List<Pair> played = new ArrayList<>();
    ExecutorService plays = Executors.newCachedThreadPool();
    try {
      for (int pair = 1; pair <= pairs; pair++) {
        played.add(begin(plays, course, "%s-%s-%d".formatted(name, jdk.suffix(), pair)));
        if (pair % 5 == 0 || pair == pairs) {
          console.step("%s, JDK %s: %d/%d".formatted(name, jdk, pair, pairs));
        }
      }
      return rows(course, played);
    } finally {
      plays.shutdownNow();
    }
  }

  private Pair begin(ExecutorService plays, Course course, String pair)
      throws InterruptedException {
    if (order.nextBoolean()) {
      Future<Map<Figure, Double>> ours = begin(plays, course, pair, Contender.OURS);
      return new Pair(ours, begin(plays, course, pair, Contender.NAIVE));
    }
    Future<Map<Figure, Double>> naive = begin(plays, course, pair, Contender.NAIVE);
    return new Pair(begin(plays, course, pair, Contender.OURS), naive);
  }

  private Future<Map<Figure, Double>> begin(
      ExecutorService plays, Course course, String pair, Contender contender)
      throws InterruptedException {
    Floor.Hold hold = floor.take();
    control.probe();
    return plays.submit(
        () -> {
          try (hold) {
            return course.play(
                new Play(bench, contender, jdk, pair + "-" + contender.word(), hold));
          }
        });
  }

  private List<BenchmarkRow> rows(Course course, List<Pair> played) throws InterruptedException {
    Map<Figure, Samples> ours = new HashMap<>();
    Map<Figure, Samples> naive = new HashMap<>();
    List<String> lost = new ArrayList<>();
    int lostOurs = 0;
    for (Pair pair : played) {
      boolean warmUp = ours.isEmpty();
      // Both, before either counts: half a pair is none.
      Optional<Map<Figure, Double>> our = played(pair.ours(), lost);
      lostOurs += our.isEmpty() ? 1 : 0;
      Optional<Map<Figure, Double>> other = played(pair.naive(), lost);
      if (our.isPresent() && other.isPresent()) {
        for (Figure figure : course.figures()) {
          ours.merge(figure, one(figure, our.get(), warmUp), Pairs::and);
          naive.merge(figure, one(figure, other.get(), warmUp), Pairs::and);
        }
      }
    }
    String spoilt = lostOurs == 0 ? "" : "%d plays of ours were lost".formatted(lostOurs);
    return course.figures().stream()
        .map(
            figure ->
                BenchmarkRow.paired(
                    new Heading(
                        bench.server().id(figure) + "." + jdk.suffix(),
                        figure.title(),
                        jdk.toString(),
                        bench.server().words(),
                        lost.isEmpty()
                            ? figure.how()
                            : figure.how()
                                + ". %d plays were lost, and their pairs with them: %s"
                                    .formatted(lost.size(), String.join("; ", lost)),
                        figure.goal(jdk),
                        LEAST),
                    ours.getOrDefault(figure, Samples.empty(figure.id(), figure.unit())),
                    naive.getOrDefault(figure, Samples.empty(figure.id(), figure.unit()))))
        .map(row -> spoilt.isEmpty() ? row : row.spoiltBy(spoilt))
        .toList();
  }

  private Optional<Map<Figure, Double>> played(Future<Map<Figure, Double>> play, List<String> lost)
      throws InterruptedException {
    try {
      return Optional.of(play.get());
    } catch (ExecutionException e) {
      lost.add(String.valueOf(e.getCause()).lines().findFirst().orElse(""));
      console.step("a play is lost: " + e.getCause());
      return Optional.empty();
    }
  }

  private static Samples one(Figure figure, Map<Figure, Double> values, boolean warmUp) {
    Samples empty = Samples.empty(figure.id(), figure.unit());
    double value = values.getOrDefault(figure, Double.NaN);
    return warmUp ? empty.plusWarmUp(value) : empty.plus(value);
  }

  private static Samples and(Samples first, Samples more) {
    List<Sample> all = new ArrayList<>(first.samples());
    all.addAll(more.samples());
    return new Samples(first.id(), first.unit(), all);
  }
}
