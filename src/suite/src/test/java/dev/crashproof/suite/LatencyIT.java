package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Recorder;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.workload.WorkflowRun;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long a workflow's start and its activities take, with one client. */
@ExtendWith(SuiteExtension.class)
@Order(2)
class LatencyIT {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int WARM_UPS = 20;
  private static final DemoRun DEMO =
      new DemoRun("latency", Duration.ZERO, 5, Duration.ofMillis(10));

  @Test
  void oneClient(SuiteRun suite) {
    int all = WARM_UPS + 3 * suite.depth().samples();
    Measure latency =
        new Measure(
            suite,
            Adr006.START_LATENCY.id(),
            Adr006.START_LATENCY.unit(),
            "the start call's round trip by the client's monotonic clock, plus from"
                + " WorkflowExecutionStarted to the first WorkflowTaskStarted by the server's clock;"
                + " an upper bound, since the answer's way back counts twice",
            WARM_UPS,
            all);
    Measure rpc =
        new Measure(
            suite,
            Adr006.START_RPC.id(),
            Adr006.START_RPC.unit(),
            "the start call's round trip by the client's monotonic clock",
            WARM_UPS,
            all);
    Measure activity =
        new Measure(
            suite,
            Adr006.ACTIVITY.id(),
            Adr006.ACTIVITY.unit(),
            "process_data from ActivityTaskScheduled to ActivityTaskCompleted by the server's clock",
            WARM_UPS,
            all);
    Measure longTask =
        new Measure(
            suite,
            Adr006.LONG_TASK.id(),
            Adr006.LONG_TASK.unit(),
            "long_running_task of 5 steps of 10 ms, each with its own transaction, from"
                + " ActivityTaskScheduled to ActivityTaskCompleted by the server's clock",
            WARM_UPS,
            all);
    Countdown countdown = new Countdown(suite.console(), "latency", all);
    try (WorkerProcess worker = suite.worker("latency", new Recorder())) {
      suite.awaitPolling(worker.start(), "latency");
      for (int i = 1; i <= all; i++) {
        WorkflowRun run = suite.namespace().start(DEMO.on("latency"), "latency-" + i);
        assertThat(suite.namespace().awaitClosed(run, BOUND)).isPresent();
        EventHistory events = suite.namespace().eventHistory(run);
        double call = Measure.millis(run.startedNanos() - run.startNanos());
        double start = call + Timings.startToFirstTask(events);
        rpc.sample(call);
        latency.sample(start);
        activity.sample(Timings.activity(events, "process_data#1"));
        longTask.sample(Timings.activity(events, "long_running_task#1"));
        countdown.one("start %.0f ms".formatted(start));
      }
    }
    assertThat(latency.kept()).isGreaterThanOrEqualTo(Adr006.SAMPLES);
    assertThat(activity.kept()).isGreaterThanOrEqualTo(Adr006.SAMPLES);
  }
}
