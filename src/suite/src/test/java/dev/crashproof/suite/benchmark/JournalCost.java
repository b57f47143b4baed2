package dev.crashproof.suite.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crashproof.measure.Samples;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.report.BenchmarkGoal;
import dev.crashproof.report.BenchmarkRow;
import dev.crashproof.report.BenchmarkRow.Heading;
import dev.crashproof.suite.Console;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What the crash journal costs: a record, by JMH; a workflow, by the records that it takes, and end
 * to end, by three workers alike that take turns, one with a journal and two without, which show
 * the noise. They are other processes in each round, since no two processes are equally fast.
 */
final class JournalCost {
  private static final int ROUNDS = 6;
  private static final int WARM_UPS = 30;
  // A task is taken, and it is settled.
  private static final int RECORDS_A_TASK = 2;
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
    for (int round = 1; round <= ROUNDS; round++) {
      try (Line first = new Line(Contender.OURS, round + "-with");
          Line second = new Line(Contender.WITHOUT_JOURNAL, round + "-without");
          Line third = new Line(Contender.WITHOUT_JOURNAL, round + "-again")) {
        for (int turn = 1; turn <= WARM_UPS + (turns + ROUNDS - 1) / ROUNDS; turn++) {
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
                    + " without (which stands in the naive one's column), neighbours in time, %d"
                        .formatted(ROUNDS)
                    + " times three processes of their own; its ratio is to be no further above 1"
                    + " than the noise's interval reaches, to either side",
                noise
                    .ratio()
                    .map(ratio -> Math.max(ratio.high(), 1 / ratio.low()))
                    .map(reach -> BenchmarkGoal.none().ratio(reach))
                    .orElse(BenchmarkGoal.none()),
                turns),
            with,
            without),
        noise);
  }

  private Heading heading(String id, String title, String how, BenchmarkGoal goal, int least) {
    return new Heading(
        id + "." + jdk.suffix(), title, jdk.toString(), bench.server().words(), how, goal, least);
  }

  /**
   * A record, as JMH has it.
   *
   * @param results JMH's own file
   * @param begun when the run began: an older file is not of this run
   * @throws IOException if there is none of this run
   */
  static BenchmarkRow perRecord(Path results, Instant begun) throws IOException {
    if (!Files.isRegularFile(results)
        || Files.getLastModifiedTime(results).toInstant().isBefore(begun)) {
      throw new IOException(
          "%s is none of this run's: let mvn verify -Pbenchmark run in all modules, or name other figures than journal_record by -Dcrashproof.benchmark.figures"
              .formatted(results));
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
    return BenchmarkRow.alone(
        new Heading(
            "journal_record",
            "Journal's cost, a record",
            jdk,
            "none",
            "JMH with the worker's own JVM options, average time of one record, every iteration of"
                + " every fork of every kind of record; the target holds for all of them",
            BenchmarkGoal.median(2).max(2),
            30),
        samples);
  }

  /** What a workflow's records come to, by what one costs. */
  BenchmarkRow perWorkflow(BenchmarkRow record) {
    int records;
    try (Line line = new Line(Contender.OURS, "records")) {
      records = RECORDS_A_TASK * line.tasks();
    }
    Samples samples = Samples.empty("journal_workflow", record.unit());
    for (double micros : record.ours().values().kept()) {
      samples = samples.plus(records * micros);
    }
    return BenchmarkRow.alone(
        heading(
            "journal_workflow",
            "Journal's cost, the records of a workflow of three activities",
            "%d records, two for each workflow task and each attempt of an activity in its event history, times what JMH found for one"
                .formatted(records),
            BenchmarkGoal.none(),
            1),
        samples);
  }

  /** One of the three workers, on a task queue of its own. */
  private final class Line implements AutoCloseable {
    private final String queue;
    private final WorkerProcess worker;
    private double last;

    Line(Contender contender, String name) {
      this.queue = "journal-" + jdk.suffix() + "-" + name;
      this.worker =
          bench.worker(queue, contender, jdk, queue, bench.environment().temporalAddress(), "");
      Play.polling(worker);
    }

    void run(int turn) {
      long start = System.nanoTime();
      done(queue + "-" + turn);
      last = (System.nanoTime() - start) / 1e6;
    }

    private WorkflowStub done(String id) {
      WorkflowStub demo =
          bench.start("DurableDemoWorkflow", queue, id, Duration.ZERO, Inputs.QUICK);
      demo.getResult(Object.class);
      return demo;
    }

    /** How many tasks a worker is given for a workflow. */
    int tasks() {
      return (int)
          bench.history(done(queue)).stream()
              .filter(
                  type ->
                      type == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED
                          || type == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED)
              .count();
    }

    @Override
    public void close() {
      worker.close();
    }
  }
}
