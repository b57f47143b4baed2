package dev.crashproof.suite;

import dev.crashproof.workload.Completion;
import dev.crashproof.workload.RecordingHttpService;
import dev.crashproof.workload.WorkflowRun;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Work of several kinds for one turn of an alternative. Each lane starts a workflow, waits for it,
 * and starts the next, so that a fixed number of each kind is open at any time. The same seed gives
 * each alternative the same work in the same order.
 */
final class MixedLoad implements AutoCloseable {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final int SEED = 6;
  private static final int SOURCES = 8;
  private static final int LEAST_CHARACTERS = 100_000;
  private static final int SPREAD_CHARACTERS = 50_000;
  private static final List<String> TEXTS = texts();

  private final SuiteRun suite;
  private final String name;
  private final Function<WorkKind, String> queues;
  private final RecordingHttpService service;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<LoadedRun> runs = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<Void>> lanes = new CopyOnWriteArrayList<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private volatile boolean over;

  /**
   * A load that has not begun.
   *
   * @param name begins the workflows' ids
   * @param queues where each kind of work is started
   * @param service what integrations call
   */
  MixedLoad(
      SuiteRun suite,
      String name,
      Function<WorkKind, String> queues,
      RecordingHttpService service) {
    this.suite = suite;
    this.name = name;
    this.queues = queues;
    this.service = service;
  }

  private static List<String> texts() {
    Random random = new Random(SEED);
    return IntStream.range(0, SOURCES)
        .mapToObj(i -> SourceText.of(random, LEAST_CHARACTERS + random.nextInt(SPREAD_CHARACTERS)))
        .toList();
  }

  /** Starts one workflow; its close is awaited beside. */
  LoadedRun start(WorkKind kind) {
    int number = numbers.incrementAndGet();
    WorkflowRun run =
        suite
            .namespace()
            .start(
                kind.on(
                    queues.apply(kind),
                    TEXTS.get(number % SOURCES),
                    service.url() + "/orders/" + number),
                "%s-%s-%d".formatted(name, kind.type(), number));
    LoadedRun started =
        new LoadedRun(kind, run, CompletableFuture.supplyAsync(() -> closed(kind, run), threads));
    runs.add(started);
    return started;
  }

  private Completion closed(WorkKind kind, WorkflowRun run) {
    Completion completion =
        suite
            .namespace()
            .awaitClosed(run, BOUND)
            .orElseThrow(
                () -> new AssertionError(run.workflowId() + " did not close within " + BOUND));
    if (completion.result().filter(kind::done).isEmpty()) {
      throw new AssertionError(run.workflowId() + " came to " + completion);
    }
    return completion;
  }

  /** Runs so many of a kind, a few at a time, and returns when all have completed. */
  List<LoadedRun> run(WorkKind kind, int many, int atATime) throws InterruptedException {
    List<LoadedRun> done = new CopyOnWriteArrayList<>();
    AtomicInteger begun = new AtomicInteger();
    Lanes.run(
        atATime,
        lane -> {
          while (begun.incrementAndGet() <= many) {
            LoadedRun run = start(kind);
            run.closed().join();
            done.add(run);
          }
        });
    return List.copyOf(done);
  }

  /** Keeps so many of a kind open from now on, and returns when each lane has completed one. */
  void keepOpen(WorkKind kind, int many) throws InterruptedException {
    CountDownLatch warm = new CountDownLatch(many);
    for (int i = 0; i < many; i++) {
      lanes.add(CompletableFuture.runAsync(() -> lane(kind, warm), threads));
    }
    if (!warm.await(BOUND.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("no " + kind + " completed in each lane within " + BOUND);
    }
  }

  private void lane(WorkKind kind, CountDownLatch warm) {
    try {
      while (!over) {
        start(kind).closed().join();
        warm.countDown();
      }
    } finally {
      // A lane that failed is told when the load ends: nobody is to wait for it.
      warm.countDown();
    }
  }

  /** Those that are open now. */
  List<LoadedRun> open() {
    return runs.stream().filter(LoadedRun::open).toList();
  }

  /** How many of a kind completed between two moments. */
  int completed(WorkKind kind, long from, long to) {
    return (int)
        runs.stream()
            .filter(run -> run.kind() == kind)
            .filter(run -> run.closedNanos() > from && run.closedNanos() <= to)
            .count();
  }

  /** Ends the lanes, each after its present workflow, and tells what failed in one. */
  void end() {
    over = true;
    lanes.forEach(CompletableFuture::join);
  }

  @Override
  public void close() {
    over = true;
    threads.shutdownNow();
  }
}
