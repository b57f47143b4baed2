package dev.crashproof.suite.benchmark;

import dev.crashproof.measure.Control;
import dev.crashproof.report.BenchmarkRow;
import dev.crashproof.suite.Console;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plays a course in rounds: one play of each of its parts, in random order, again and again. */
final class Pairs {
  /** Fewer pairs than this are no measure. */
  static final int LEAST = 30;

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
  List<BenchmarkRow> play(Course course, int rounds) throws InterruptedException {
    String name = bench.server().id(course.figures().get(0));
    List<Map<Part, Future<Map<Figure, Double>>>> played = new ArrayList<>();
    ExecutorService plays = Executors.newCachedThreadPool();
    try (Stands stands = new Stands("%s-%s".formatted(name, jdk.suffix()))) {
      for (int round = 1; round <= rounds; round++) {
        List<Part> parts = new ArrayList<>(course.parts());
        Collections.shuffle(parts, order);
        Map<Part, Future<Map<Figure, Double>>> begun = new LinkedHashMap<>();
        for (Part part : parts) {
          begun.put(part, begin(plays, course, part, stands, round));
        }
        played.add(begun);
        if (round % 5 == 0 || round == rounds) {
          console.step("%s, JDK %s: %d/%d".formatted(name, jdk, round, rounds));
        }
      }
      return rows(course, played);
    } finally {
      plays.shutdownNow();
    }
  }

  private Future<Map<Figure, Double>> begin(
      ExecutorService plays, Course course, Part part, Stands stands, int round)
      throws InterruptedException {
    Floor.Hold hold = floor.take();
    control.probe();
    return plays.submit(
        () -> {
          Stand stand = stands.take(part);
          try (hold) {
            String name = "%s-%d-%s".formatted(stands.name, round, part.word());
            Map<Figure, Double> values = course.play(new Play(bench, part, jdk, name, stand, hold));
            stands.giveBack(part, stand);
            return values;
          } catch (Exception e) {
            stands.drop(stand);
            throw e;
          }
        });
  }

  private List<BenchmarkRow> rows(
      Course course, List<Map<Part, Future<Map<Figure, Double>>>> played)
      throws InterruptedException {
    List<Tally> tallies =
        course.figures().stream()
            .map(figure -> new Tally(figure, jdk, bench.server(), LEAST))
            .toList();
    for (Map<Part, Future<Map<Figure, Double>>> round : played) {
      Map<Part, Tally.Outcome> outcomes = new HashMap<>();
      for (Map.Entry<Part, Future<Map<Figure, Double>>> play : round.entrySet()) {
        outcomes.put(play.getKey(), outcome(play.getValue()));
      }
      tallies.forEach(tally -> tally.count(outcomes));
    }
    return tallies.stream().map(Tally::row).toList();
  }

  private Tally.Outcome outcome(Future<Map<Figure, Double>> play) throws InterruptedException {
    try {
      return Tally.Outcome.of(play.get());
    } catch (ExecutionException e) {
      console.step("a play is lost: " + e.getCause());
      return Tally.Outcome.lost(String.valueOf(e.getCause()).lines().findFirst().orElse(""));
    }
  }

  /** The stands of a course, as many of each part as play at a time. */
  private final class Stands implements AutoCloseable {
    private final String name;
    private final Map<Part, Deque<Stand>> free = new HashMap<>();
    private final List<Stand> all = new ArrayList<>();
    private int made;

    Stands(String name) {
      this.name = name;
    }

    synchronized Stand take(Part part) {
      // The last that was given back: few stands are in use, then, and the rest stand still.
      Stand stand = of(part).pollLast();
      if (stand == null) {
        String queue = "%s-%s-stand-%d".formatted(name, part.word(), ++made);
        stand = new Stand(bench, part.contender(), jdk, queue);
        all.add(stand);
      }
      return stand;
    }

    /** After a play that has ended well. */
    synchronized void giveBack(Part part, Stand stand) {
      of(part).addLast(stand);
    }

    /** After a lost play: what that leaves is not used again, and does not idle beside others. */
    synchronized void drop(Stand stand) {
      all.remove(stand);
      stand.close();
    }

    private Deque<Stand> of(Part part) {
      return free.computeIfAbsent(part, any -> new ArrayDeque<>());
    }

    @Override
    public synchronized void close() {
      all.forEach(Stand::close);
    }
  }
}
