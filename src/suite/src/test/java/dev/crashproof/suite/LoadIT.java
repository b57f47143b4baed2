package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Recorder;
import dev.crashproof.process.Child;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.workload.Completion;
import dev.crashproof.workload.WorkflowRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a worker needs under 16 concurrent workflows: memory, and the time of its activities. */
@ExtendWith(SuiteExtension.class)
@Order(3)
class LoadIT {
  private static final int CLIENTS = 16;
  private static final int JUDGED = 100;
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final DemoRun DEMO = new DemoRun("load", Duration.ZERO, 5, Duration.ofMillis(10));

  @Test
  void sixteenClients(SuiteRun suite) throws InterruptedException {
    int loads = suite.depth().loads();
    Measure memory =
        Measure.underLoad(
            suite,
            Adr006.MEMORY.id(),
            Adr006.MEMORY.unit(),
            "VmHWM of the worker's process after %d s under %d concurrent workflows; a sample is a"
                    .formatted(suite.depth().load().toSeconds(), CLIENTS)
                + " process",
            loads);
    Measure activity =
        Measure.underLoad(
            suite,
            Adr006.ACTIVITY_16.id(),
            Adr006.ACTIVITY_16.unit(),
            "process_data from ActivityTaskScheduled to ActivityTaskCompleted by the server's clock;"
                + " workflows drawn at random from all that ran under %d clients"
                    .formatted(CLIENTS),
            loads * JUDGED);
    for (int load = 1; load <= loads; load++) {
      String queue = "load-" + load;
      try (WorkerProcess worker = suite.worker(queue, new Recorder())) {
        Child child = worker.start();
        suite.awaitPolling(child, queue);
        List<WorkflowRun> runs = underLoad(suite, queue);
        double peak = Measure.mebibytes(child.memory().child().peakBytes());
        memory.sample(peak);
        suite.console().step("%s: %d workflows, peak %.0f MiB".formatted(queue, runs.size(), peak));
        sampleAndJudge(suite, runs, activity);
      }
    }
    assertThat(memory.kept()).isEqualTo(loads);
  }

  /** Every client starts a workflow, waits for it, and starts the next, until the time is over. */
  private static List<WorkflowRun> underLoad(SuiteRun suite, String queue)
      throws InterruptedException {
    List<WorkflowRun> done = Collections.synchronizedList(new ArrayList<>());
    int seconds = (int) suite.depth().load().toSeconds();
    Countdown countdown = new Countdown(suite.console(), queue + ", seconds", seconds);
    long begin = System.nanoTime();
    long end = begin + suite.depth().load().toNanos();
    Lanes.run(
        CLIENTS,
        client -> {
          for (int i = 1; System.nanoTime() < end; i++) {
            WorkflowRun run =
                suite.namespace().start(DEMO.on(queue), "%s-%d-%d".formatted(queue, client, i));
            Completion completion = suite.namespace().awaitClosed(run, BOUND).orElseThrow();
            assertThat(completion.event().type()).isEqualTo("WorkflowExecutionCompleted");
            done.add(run);
            int passed = (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            countdown.reached(Math.min(passed, seconds), done.size() + " workflows");
          }
        });
    return List.copyOf(done);
  }

  private static void sampleAndJudge(SuiteRun suite, List<WorkflowRun> runs, Measure activity) {
    List<WorkflowRun> drawn = new ArrayList<>(runs);
    Collections.shuffle(drawn, new Random(6));
    for (WorkflowRun run : drawn.subList(0, Math.min(JUDGED, drawn.size()))) {
      EventHistory events = suite.namespace().eventHistory(run);
      activity.sample(Timings.activity(events, "process_data#1"));
      Judged.await(suite, run, DEMO.checkers()).assertValid();
    }
  }
}
