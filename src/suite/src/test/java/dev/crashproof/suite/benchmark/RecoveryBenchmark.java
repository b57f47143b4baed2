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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/**
 * {@code mvn verify -Pbenchmark}: measures all figures of start-up and recovery, ours against a
 * naive worker, and writes {@code benchmark.json} and its table. A figure that is not reached is
 * told and does not fail the build; a benchmark that can't be run does. No test by its name: only
 * the profile has it run.
 */
class RecoveryBenchmark {
  private static final Duration TUNED = Duration.ofMillis(10);

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
    Path jmh = Path.of(Options.required("crashproof.journal-jmh"));
    JournalCost.perRecord(jmh).filter(row -> options.wants(row.id())).ifPresent(rows::add);
    Benchmark benchmark;
    try (Run processes = RunRegistry.standard(Environments.leftoverCleaners()).open()) {
      Settings settings = Settings.fromSystem();
      Environment stock = Environments.start(settings, processes, console::step);
      if (!stock.description().comparableTimings()) {
        throw new IllegalStateException(
            "the benchmark needs a real Temporal server and %s is none: -Dcrashproof.backend=containers, or a server's binary"
                .formatted(stock.description().temporal()));
      }
      try (Bench bench = new Bench(stock, processes, facts, "stock")) {
        for (Jdk jdk : options.jdks()) {
          measure(bench, jdk);
          save(stock);
        }
      }
      if (options.wants(ActivityKill.onTunedServer().figures().get(0).id())) {
        tuned(settings, processes);
      }
      benchmark = benchmark(stock);
    }
    benchmark.save(facts);
    if (options.figures().isEmpty()) {
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

  private void measure(Bench bench, Jdk jdk)
      throws InterruptedException, ExecutionException, IOException {
    play(
        bench,
        jdk,
        List.of(
            new SpawnToPoll(),
            new SpawnToDone(),
            IdleKill.livingPeer(),
            IdleKill.coldRestart(),
            TaskKill.holdingATask(),
            TaskKill.taskOnItsWay(),
            ActivityKill.onStockServer()));
    if (options.wants("memory_peak") || options.wants("start_rpc")) {
      rows.addAll(new Load(bench, jdk, console, options.load()).rows(options.loads()));
    }
    if (options.wants("journal")) {
      rows.addAll(new JournalCost(bench, jdk, console).endToEnd(options.turns()));
    }
  }

  private void tuned(Settings settings, Run processes) throws InterruptedException, IOException {
    Environment environment =
        Environments.start(settings.withTimerMaxTimeShift(TUNED), processes, console::step);
    try (Bench bench =
        new Bench(environment, processes, facts, "history.timerProcessorMaxTimeShift 10 ms")) {
      for (Jdk jdk : options.jdks()) {
        play(bench, jdk, List.of(ActivityKill.onTunedServer()));
      }
    }
  }

  private void play(Bench bench, Jdk jdk, List<Course> courses) throws InterruptedException {
    Pairs pairs = new Pairs(bench, jdk, console, beside);
    for (Course course : courses) {
      if (course.figures().stream().anyMatch(figure -> options.wants(figure.id()))) {
        List<BenchmarkRow> measured = pairs.play(course, options.pairs());
        rows.addAll(measured);
        measured.forEach(this::tell);
      }
    }
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
            "What happens after a kill is seen by the client in long polls of the event history, a"
                + " few milliseconds after it was written.",
            "Memory under load is taken of a process each, so it has fewer values than the rest."),
        rows);
  }
}
