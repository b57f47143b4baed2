package dev.crashproof.suite.benchmark;

import dev.crashproof.environment.Environment;
import dev.crashproof.environment.Environments;
import dev.crashproof.environment.Settings;
import dev.crashproof.measure.Control;
import dev.crashproof.process.Run;
import dev.crashproof.process.RunRegistry;
import dev.crashproof.report.Benchmark;
import dev.crashproof.report.BenchmarkRow;
import dev.crashproof.suite.Console;
import dev.crashproof.suite.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/**
 * {@code mvn verify -Pbenchmark}: measures all figures of start-up and recovery, ours against a
 * naive worker, and writes {@code benchmark.json} and its table. A figure that is not reached is
 * told and does not fail the build; a benchmark that can't be run does. No test by its name: only
 * the profile has it run.
 */
class RecoveryBenchmark {
  private final Options options;
  private final Console console = new Console();
  private final Control control = new Control();
  private final Control.Beside beside = control.beside("benchmark");
  private final Instant begun = Instant.parse(Options.required("crashproof.run"));
  private final Path reports;
  private final Path facts;
  private final List<BenchmarkRow> rows = new ArrayList<>();

  RecoveryBenchmark() throws IOException {
    this.options = Options.fromSystem();
    this.reports = Path.of(Options.required("crashproof.reports")).toAbsolutePath().normalize();
    this.facts =
        Files.createDirectories(
            reports.resolve("runs").resolve("benchmark-" + begun.toString().replace(':', '-')));
  }

  @Test
  void measured() throws Exception {
    Optional<BenchmarkRow> record = Optional.empty();
    if (options.wants("journal_record")) {
      Path jmh = Path.of(Options.required("crashproof.journal-jmh"));
      record = Optional.of(JournalCost.perRecord(jmh, begun));
      rows.add(record.get());
    }
    options.jdks().forEach(Contender::requireArchive);
    Benchmark benchmark;
    try (Run processes = RunRegistry.standard(Environments.leftoverCleaners()).open()) {
      Settings settings = Settings.fromSystem();
      if (settings.timerMaxTimeShift().isPresent()) {
        throw new IllegalArgumentException(
            "crashproof.temporal.timerMaxTimeShift is set, and the benchmark has a stock server and a tuned one of its own: leave it out");
      }
      if (settings.backend().equals("external")) {
        throw new IllegalArgumentException(
            "crashproof.backend is external, and the benchmark has to set its servers up itself, a stock one and a tuned one: name containers or embedded");
      }
      Environment stock = Environments.start(settings, processes, console::step);
      if (!stock.description().comparableTimings()) {
        throw new IllegalStateException(
            "the benchmark needs a real Temporal server and %s is none: -Dcrashproof.backend=containers, or a server's binary"
                .formatted(stock.description().temporal()));
      }
      try (Bench bench = new Bench(stock, processes, facts, Server.STOCK)) {
        for (Jdk jdk : options.jdks()) {
          measure(bench, jdk, record);
          save(stock);
        }
      }
      tuned(settings, processes, stock);
      benchmark = benchmark(stock);
    }
    benchmark.save(facts);
    if (options.whole()) {
      benchmark.publish(reports);
      console.step("wrote " + reports.resolve("benchmark.json") + " and its table in adr-006.md");
    } else {
      console.step("this was a part: wrote " + facts.resolve("benchmark.json"));
    }
    for (BenchmarkRow row : benchmark.rows()) {
      row.pass()
          .filter(pass -> !pass)
          .ifPresent(missed -> console.step("MISS  " + row.id() + ": " + row.reason()));
    }
  }

  private void measure(Bench bench, Jdk jdk, Optional<BenchmarkRow> record)
      throws InterruptedException, ExecutionException, IOException {
    play(bench, jdk, List.of(new SpawnToPoll(), new SpawnToDone()));
    play(bench, jdk, recoveries(Server.STOCK));
    if (options.wants("memory_peak") || options.wants("start_rpc")) {
      rows.addAll(new Load(bench, jdk, console, options.load()).rows(options.loads()));
    }
    if (options.wants("journal")) {
      JournalCost cost = new JournalCost(bench, jdk, console);
      record.map(cost::perWorkflow).ifPresent(rows::add);
      rows.addAll(cost.endToEnd(options.turns()));
    }
  }

  /** Each kill, with its recovery; on the stock server with what is to be known besides. */
  private static List<Course> recoveries(Server server) {
    boolean stock = server == Server.STOCK;
    return List.of(
        stock ? IdleKill.livingPeerOfAnyHeap() : IdleKill.livingPeer(),
        IdleKill.coldRestart(),
        TaskKill.holdingATask(),
        stock ? TaskKill.taskOnItsWayAlikeToo() : TaskKill.taskOnItsWay(),
        ActivityKill.on(server));
  }

  private void tuned(Settings settings, Run processes, Environment stock)
      throws InterruptedException, IOException {
    List<Course> courses =
        recoveries(Server.TUNED).stream().filter(course -> wanted(course, Server.TUNED)).toList();
    if (courses.isEmpty()) {
      return;
    }
    Environment environment =
        Environments.start(
            settings.withTimerMaxTimeShift(Server.TIMER_SHIFT), processes, console::step);
    try (Bench bench = new Bench(environment, processes, facts, Server.TUNED)) {
      for (Jdk jdk : options.jdks()) {
        play(bench, jdk, courses);
        save(stock);
      }
    }
  }

  private void play(Bench bench, Jdk jdk, List<Course> courses) throws InterruptedException {
    Pairs pairs = new Pairs(bench, jdk, console, beside);
    for (Course course : courses) {
      if (wanted(course, bench.server())) {
        List<BenchmarkRow> measured = pairs.play(course, options.pairs());
        rows.addAll(measured);
        measured.forEach(this::tell);
      }
    }
  }

  private boolean wanted(Course course, Server server) {
    return course.figures().stream().anyMatch(figure -> options.wants(server.id(figure)));
  }

  private void tell(BenchmarkRow row) {
    console.step(
        "%s: ours %.3f, naive %.3f %s, ratio %.3f"
            .formatted(
                row.id(),
                row.ours().median().orElse(Double.NaN),
                row.naive().flatMap(BenchmarkRow.Side::median).orElse(Double.NaN),
                row.unit(),
                row.ratio().map(ratio -> ratio.median()).orElse(Double.NaN)));
  }

  /** What is known so far, should the rest fail. */
  private void save(Environment environment) {
    benchmark(environment).save(facts);
  }

  private Benchmark benchmark(Environment environment) {
    return new Benchmark(
        begun,
        Facts.of(environment.description()),
        beside.reading().ratio().orElse(Double.NaN),
        List.of(
            "A play has the machine for itself from its start until its worker is back; of the naive"
                + " worker, until the worker that replaces it polls. While that one then waits for the"
                + " server's timeouts, the next plays go on.",
            "A kill strikes the worker that the play before has started again; the first play's is new."
                + " The other contender's stands idle beside it. Starts are measured of processes and"
                + " task queues that are new each time, with no other worker there.",
            "What happens after a kill is seen by the client in long polls of the event history, a"
                + " few milliseconds after it was written.",
            "Of 30 values the 99th percentile lies between the two greatest.",
            "The naive worker looks after its schema by Flyway at each start, as Flyway's documentation"
                + " has it; ours looks with one query whether Flyway has anything to do. That is part of"
                + " each of its starts here."),
        rows);
  }
}
