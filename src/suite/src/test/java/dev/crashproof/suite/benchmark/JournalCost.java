package dev.crashproof.suite.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crashproof.measure.Samples;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.report.BenchmarkGoal;
import dev.crashproof.report.BenchmarkRow;
import dev.crashproof.report.BenchmarkRow.Heading;
import dev.crashproof.suite.Console;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What the crash journal costs: a record, by JMH; a workflow, end to end, by three workers alike
 * that take turns, one with a journal and two without, which show the noise.
 */
final class JournalCost {
  private static final int WARM_UPS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Bench bench;
  private final Jdk jdk;
  private final Console console;

  JournalCost(Bench bench, Jdk jdk, Console console) {
    this.bench = bench;
    this.jdk = jdk;
    this.console = console;
  }

  /** With against without, and without against without. */
  List<BenchmarkRow> endToEnd(int turns) {
    Samples with = Samples.empty("journal_end_to_end", "ms");
    Samples without = Samples.empty("journal_end_to_end", "ms");
    Samples again = Samples.empty("journal_noise", "ms");
    Random order = new Random(6);
    try (Line first = new Line(Contender.OURS, "with");
        Line second = new Line(Contender.WITHOUT_JOURNAL, "without");
        Line third = new Line(Contender.WITHOUT_JOURNAL, "again")) {
      for (int turn = 1; turn <= WARM_UPS + turns; turn++) {
        List<Line> lines = new ArrayList<>(List.of(first, second, third));
        Collections.shuffle(lines, order);
        for (Line line : lines) {
          line.run(turn);
        }
        boolean warmUp = turn <= WARM_UPS;
        with = warmUp ? with.plusWarmUp(first.last) : with.plus(first.last);
        without = warmUp ? without.plusWarmUp(second.last) : without.plus(second.last);
        again = warmUp ? again.plusWarmUp(third.last) : again.plus(third.last);
      }
    }
    console.step("journal's cost, JDK %s: %d turns".formatted(jdk, turns));
    BenchmarkRow noise =
        BenchmarkRow.paired(
            heading(
                "journal_noise",
                "Its noise: none against none",
                "two workers without a journal, their DurableDemos neighbours in time",
                BenchmarkGoal.none(),
                turns),
            again,
            without);
    return List.of(
        BenchmarkRow.paired(
            heading(
                "journal_end_to_end",
                "Journal's cost, a workflow of three activities",
                "a DurableDemo's start call to its end seen by the client, with a journal against"
                    + " without (not the naive worker), neighbours in time; its ratio is to be below"
                    + " the upper end of the noise's interval",
                noise
                    .ratio()
                    .map(ratio -> BenchmarkGoal.none().ratio(ratio.high()))
                    .orElse(BenchmarkGoal.none()),
                turns),
            with,
            without),
        noise);
  }

  private Heading heading(String id, String title, String how, BenchmarkGoal goal, int least) {
    return new Heading(
        id + "." + jdk.suffix(), title, jdk.toString(), bench.server(), how, goal, least);
  }

  /**
   * A record, as JMH has it.
   *
   * @param results JMH's own file; none gives no row
   */
  static Optional<BenchmarkRow> perRecord(Path results) throws IOException {
    if (!Files.isRegularFile(results)) {
      return Optional.empty();
    }
    Samples samples = Samples.empty("journal_record", "us");
    String jdk = "";
    for (JsonNode benchmark : JSON.readTree(Files.readString(results))) {
      jdk = benchmark.path("jdkVersion").asText();
      JsonNode metric = benchmark.path("primaryMetric");
      double toMicros =
          switch (metric.path("scoreUnit").asText()) {
            case "ns/op" -> 1e-3;
            case "us/op" -> 1;
            default ->
                throw new IOException(
                    "%s gives %s where ns/op or us/op belongs"
                        .formatted(results, metric.path("scoreUnit").asText()));
          };
      for (JsonNode fork : metric.path("rawData")) {
        for (JsonNode value : fork) {
          samples = samples.plus(value.asDouble() * toMicros);
        }
      }
    }
    return Optional.of(
        BenchmarkRow.alone(
            new Heading(
                "journal_record",
                "Journal's cost, a record",
                jdk,
                "none",
                "JMH, average time of one record, every iteration of every fork of every kind of"
                    + " record; the target holds for all of them",
                BenchmarkGoal.median(2).max(2),
                10),
            samples));
  }

  /** One of the three workers, on a task queue of its own. */
  private final class Line implements AutoCloseable {
    private final String queue;
    private final WorkerProcess worker;
    private double last;

    Line(Contender contender, String name) {
      this.queue = "journal-" + jdk.suffix() + "-" + name;
      this.worker =
          bench.worker(queue, contender, jdk, queue, bench.environment().temporalAddress());
      Play.polling(worker);
    }

    void run(int turn) {
      long start = System.nanoTime();
      WorkflowStub demo =
          bench.start(
              "DurableDemoWorkflow", queue, queue + "-" + turn, Duration.ZERO, Inputs.QUICK);
      demo.getResult(Object.class);
      last = (System.nanoTime() - start) / 1e6;
    }

    @Override
    public void close() {
      worker.close();
    }
  }
}
