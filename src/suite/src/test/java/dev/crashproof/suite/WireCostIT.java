package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.environment.Database;
import dev.crashproof.history.Recorder;
import dev.crashproof.lane.Endpoints;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.report.PlannedMeasure;
import dev.crashproof.wire.Bind;
import dev.crashproof.wire.Wire;
import dev.crashproof.wire.postgres.PostgresInterposer;
import dev.crashproof.wire.temporal.TemporalInterposer;
import dev.crashproof.workload.Completion;
import dev.crashproof.workload.WorkflowRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What it costs a workflow of three activities that its worker speaks through interposers: three
 * workers alike, one of them through interposers, take turns, so that each pair has met the same
 * machine. The two without show the noise.
 */
@ExtendWith(SuiteExtension.class)
@Aside
@Order(2)
class WireCostIT {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int WARM_UPS = 80;

  @Test
  void inPairs(SuiteRun suite) {
    int all = WARM_UPS + 3 * suite.depth().samples();
    Measure direct =
        measure(suite, Adr006.DIRECT, all, "start call to the close seen by the client");
    Measure interposed = measure(suite, Adr006.INTERPOSED, all, "the same, taken in turns with it");
    Measure cost = measure(suite, Adr006.WIRE_COST, all, "each with its neighbour in time");
    Measure noise = measure(suite, Adr006.WIRE_NOISE, all, "two direct ones, neighbours in time");
    Countdown countdown = new Countdown(suite.console(), "wire cost", all);
    // Seeded: who comes first in a turn must not always be the same, nor differ between runs.
    Random order = new Random(6);
    try (Line through = Line.interposed(suite, "wire-with");
        Line without = Line.direct(suite, "wire-without");
        Line again = Line.direct(suite, "wire-again")) {
      for (int turn = 1; turn <= all; turn++) {
        List<Line> lines = new ArrayList<>(List.of(through, without, again));
        Collections.shuffle(lines, order);
        for (Line line : lines) {
          line.run(turn);
        }
        direct.sample(without.last);
        interposed.sample(through.last);
        cost.sample(through.last / without.last);
        noise.sample(again.last / without.last);
        countdown.one("%.1f ms with, %.1f ms without".formatted(through.last, without.last));
      }
    }
    assertThat(cost.kept()).isEqualTo(all - WARM_UPS);
  }

  private static Measure measure(SuiteRun suite, PlannedMeasure planned, int all, String how) {
    return new Measure(suite, planned.id(), planned.unit(), how, WARM_UPS, all);
  }

  /** One of the three workers, on a task queue of its own. */
  private static final class Line implements AutoCloseable {
    private final SuiteRun suite;
    private final String queue;
    private final WorkerProcess worker;
    private final List<Wire> wires;
    private double last;

    private Line(SuiteRun suite, String queue, WorkerProcess worker, List<Wire> wires) {
      this.suite = suite;
      this.queue = queue;
      this.worker = worker;
      this.wires = wires;
      suite.awaitPolling(worker.start(), queue);
    }

    static Line direct(SuiteRun suite, String queue) {
      return new Line(suite, queue, suite.worker(queue, new Recorder()), List.of());
    }

    static Line interposed(SuiteRun suite, String queue) {
      Recorder recorder = new Recorder();
      Database database = suite.database();
      TemporalInterposer temporal =
          TemporalInterposer.start(
              queue, Bind.loopback(), suite.environment().temporalAddress(), recorder);
      Wire postgres =
          PostgresInterposer.start(
              queue, Bind.loopback(), database.host(), database.port(), recorder);
      Endpoints endpoints =
          new Endpoints(
              temporal.address(),
              suite.namespace().name(),
              queue,
              Optional.of(database.at(postgres.address())),
              Map.of());
      return new Line(
          suite,
          queue,
          suite.process(queue, suite.command(endpoints)),
          List.of(temporal, postgres));
    }

    void run(int turn) {
      WorkflowRun run = suite.namespace().start(DemoRun.QUICK.on(queue), queue + "-" + turn);
      Optional<Completion> closed = suite.namespace().awaitClosed(run, BOUND);
      assertThat(closed).isPresent();
      last = Measure.millis(closed.get().seenNanos() - run.startNanos());
    }

    @Override
    public void close() {
      worker.close();
      wires.forEach(Wire::close);
    }
  }
}
