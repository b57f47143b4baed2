package dev.crashproof.suite;

import dev.crashproof.process.Memory;
import dev.crashproof.process.Readiness;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.report.AlternativeRecord;
import dev.crashproof.report.AlternativeRecord.Held;
import dev.crashproof.report.AlternativeRecord.OutageRecord;
import dev.crashproof.suite.Arrangement.Member;
import dev.crashproof.workload.RecordingHttpService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** One alternative's turn: its workers are started, measured, loaded, killed and ended. */
final class AlternativeTurn implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Readiness SAYS_THAT_IT_POLLS = Readiness.output("crashproof-worker ready");
  private static final int WARM_UPS = 20;
  private static final int SHORT_AT_A_TIME = 2;
  // As many as there are cores on the smallest machine that this is run on: more would only wait.
  private static final int VERIFICATIONS = 2;
  private static final int INTEGRATIONS = 2;

  private final SuiteRun suite;
  private final Arrangement arrangement;
  private final int turn;
  private final String name;
  private final List<Seat> seats;

  AlternativeTurn(SuiteRun suite, Arrangement arrangement, int turn) {
    this.suite = suite;
    this.arrangement = arrangement;
    this.turn = turn;
    this.name = "alternative-" + turn;
    this.seats = arrangement.members().stream().map(this::seat).toList();
  }

  private Seat seat(Member member) {
    return new Seat(
        member,
        suite.process(
            name + "-" + member.name(),
            suite.command(queue(member.queue())).with("WORKER_ROLES", member.role())));
  }

  /** A server remembers pollers for minutes: each turn has queues of its own. */
  private String queue(String base) {
    return name + "-" + base;
  }

  AlternativeRecord take(int samples) throws InterruptedException {
    double ready = start();
    List<Double> idle = memory(Memory.Usage::rssBytes);
    try (RecordingHttpService service = RecordingHttpService.start();
        MixedLoad load =
            new MixedLoad(suite, name, kind -> queue(arrangement.queue(kind)), service)) {
      load.run(WorkKind.SHORT, WARM_UPS, SHORT_AT_A_TIME);
      List<LoadedRun> quiet = load.run(WorkKind.SHORT, samples, SHORT_AT_A_TIME);

      load.keepOpen(WorkKind.VERIFICATION, VERIFICATIONS);
      load.keepOpen(WorkKind.INTEGRATION, INTEGRATIONS);
      long from = System.nanoTime();
      List<LoadedRun> loaded = load.run(WorkKind.SHORT, samples, SHORT_AT_A_TIME);
      long to = System.nanoTime();
      int heavy = load.completed(WorkKind.VERIFICATION, from, to);
      List<Double> peak = memory(Memory.Usage::peakBytes);

      load.keepOpen(WorkKind.SHORT, SHORT_AT_A_TIME);
      List<OutageRecord> outages = kill(load);
      load.end();
      return new AlternativeRecord(
          arrangement.planned().id(),
          turn,
          held(idle, peak),
          ready,
          latencies(quiet),
          latencies(loaded),
          heavy,
          Measure.seconds(to - from),
          outages);
    }
  }

  private double start() {
    long spawned = System.nanoTime();
    seats.forEach(seat -> seat.worker().start());
    // By each one's own word: of several on one queue the server may name only those whose polls
    // it keeps in the queue's first partition.
    seats.forEach(seat -> seat.worker().child().awaitReady(SAYS_THAT_IT_POLLS, BOUND));
    return Measure.seconds(System.nanoTime() - spawned);
  }

  private List<Double> memory(ToLongFunction<Memory.Usage> which) {
    return seats.stream()
        .map(seat -> seat.worker().child().memory().child())
        .map(usage -> Measure.mebibytes(which.applyAsLong(usage)))
        .toList();
  }

  private List<Held> held(List<Double> idle, List<Double> peak) {
    return IntStream.range(0, seats.size())
        .mapToObj(i -> new Held(seats.get(i).member().name(), idle.get(i), peak.get(i)))
        .toList();
  }

  private List<OutageRecord> kill(MixedLoad load) throws InterruptedException {
    List<OutageRecord> outages = new ArrayList<>();
    for (String victim : arrangement.victims()) {
      Seat seat =
          seats.stream()
              .filter(each -> each.member().name().equals(victim))
              .findFirst()
              .orElseThrow();
      outages.add(new WorkerDeath(suite, load).of(seat.member().role(), seat.worker()));
      suite.console().step("%s, turn %d: %s killed".formatted(name(), turn, victim));
    }
    return outages;
  }

  private String name() {
    return arrangement.planned().id();
  }

  private List<Double> latencies(List<LoadedRun> runs) {
    return runs.stream()
        .map(run -> Timings.activity(suite.namespace().eventHistory(run.run()), "process_data#1"))
        .toList();
  }

  @Override
  public void close() {
    seats.forEach(seat -> seat.worker().close());
  }

  /** A member and its process. */
  private record Seat(Member member, WorkerProcess worker) {}
}
