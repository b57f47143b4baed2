package dev.crashproof.suite.benchmark;

import dev.crashproof.measure.Samples;
import dev.crashproof.process.Child;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.report.BenchmarkGoal;
import dev.crashproof.report.BenchmarkRow;
import dev.crashproof.report.BenchmarkRow.Heading;
import dev.crashproof.suite.Console;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a worker needs under 16 clients, each of which starts a workflow, waits for it, and starts
 * the next; and how long a start call takes, then and with one client.
 */
final class Load {
  /** Fewer loads than this are no measure. */
  static final int LEAST = 3;

  private static final int CLIENTS = 16;
  private static final int ALONE = 60;
  private static final int WARM_UPS = 20;

  private final Bench bench;
  private final Jdk jdk;
  private final Console console;
  private final Duration length;
  private final Map<String, Samples> values = new HashMap<>();

  Load(Bench bench, Jdk jdk, Console console, Duration length) {
    this.bench = bench;
    this.jdk = jdk;
    this.console = console;
    this.length = length;
  }

  List<BenchmarkRow> rows(int loads) throws InterruptedException, ExecutionException {
    // Seeded: who comes first must not always be the same, nor differ between runs.
    Random order = new Random(6);
    for (int load = 1; load <= loads; load++) {
      List<Contender> contenders = new ArrayList<>(List.of(Contender.OURS, Contender.NAIVE));
      Collections.shuffle(contenders, order);
      for (Contender contender : contenders) {
        one(contender, load);
      }
    }
    return List.of(
        BenchmarkRow.paired(
            heading(
                "memory_peak_16",
                "Memory, peak at 16 clients, %d s".formatted(length.toSeconds()),
                "VmHWM of the worker's process after %d s of 16 clients that start DurableDemo (5 steps of 10 ms) one after the other; a value is a process, none discarded, and so few that the interval is their whole span"
                    .formatted(length.toSeconds()),
                BenchmarkGoal.of(jdk.isAheadOfTime() ? 160 : 170, 0.4),
                LEAST),
            values(Contender.OURS, "memory_peak_16"),
            values(Contender.NAIVE, "memory_peak_16")),
        beside(
            "start_rpc_1",
            "Workflow start, the RPC alone, one client",
            "the start call's round trip by the client's monotonic clock, one at a time",
            BenchmarkGoal.median(6).p99(25),
            LEAST * (ALONE - WARM_UPS)),
        beside(
            "start_rpc_16",
            "Workflow start, the RPC alone, 16 clients",
            "the same of all starts of the load",
            BenchmarkGoal.none(),
            1));
  }

  private void one(Contender contender, int load) throws InterruptedException, ExecutionException {
    String queue = "load-%s-%s-%d".formatted(contender.word(), jdk.suffix(), load);
    try (WorkerProcess worker =
        bench.worker(queue, contender, jdk, queue, bench.environment().temporalAddress(), "")) {
      Child child = Play.polling(worker);
      for (int i = 1; i <= ALONE; i++) {
        double millis = run(queue, queue + "-alone-" + i, Inputs.QUICK);
        keep(contender, "start_rpc_1", "ms", millis, i <= WARM_UPS);
      }
      for (double millis : underLoad(queue)) {
        keep(contender, "start_rpc_16", "ms", millis, false);
      }
      double peak = child.memory().child().peakBytes() / 1048576.0;
      keep(contender, "memory_peak_16", "MiB", peak, false);
      console.step("%s: peak %.0f MiB".formatted(queue, peak));
    }
  }

  private List<Double> underLoad(String queue) throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + length.toNanos();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<List<Double>>> running = new ArrayList<>();
      for (int client = 1; client <= CLIENTS; client++) {
        String name = queue + "-" + client + "-";
        running.add(
            clients.submit(
                () -> {
                  List<Double> starts = new ArrayList<>();
                  for (int i = 1; System.nanoTime() < end; i++) {
                    starts.add(run(queue, name + i, Inputs.LOAD));
                  }
                  return starts;
                }));
      }
      List<Double> starts = new ArrayList<>();
      for (Future<List<Double>> client : running) {
        starts.addAll(client.get());
      }
      return starts;
    } finally {
      clients.shutdownNow();
    }
  }

  /** Runs a workflow to its end; how long its start call took, in milliseconds. */
  private double run(String queue, String id, Map<String, Object> input) {
    long start = System.nanoTime();
    WorkflowStub demo = bench.start("DurableDemoWorkflow", queue, id, Duration.ZERO, input);
    double millis = (System.nanoTime() - start) / 1e6;
    demo.getResult(Object.class);
    return millis;
  }

  private void keep(Contender contender, String id, String unit, double value, boolean warmUp) {
    Samples before = values.getOrDefault(key(contender, id), Samples.empty(id, unit));
    values.put(key(contender, id), warmUp ? before.plusWarmUp(value) : before.plus(value));
  }

  private BenchmarkRow beside(String id, String title, String how, BenchmarkGoal goal, int least) {
    return BenchmarkRow.beside(
        heading(id, title, how, goal, least),
        values(Contender.OURS, id),
        values(Contender.NAIVE, id));
  }

  private Heading heading(String id, String title, String how, BenchmarkGoal goal, int least) {
    return new Heading(
        id + "." + jdk.suffix(), title, jdk.toString(), bench.server().words(), how, goal, least);
  }

  private Samples values(Contender contender, String id) {
    return values.getOrDefault(key(contender, id), Samples.empty(id, "ms"));
  }

  private static String key(Contender contender, String id) {
    return contender.word() + " " + id;
  }
}
