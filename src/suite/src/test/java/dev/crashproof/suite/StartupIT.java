package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.Recorder;
import dev.crashproof.process.Child;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.workload.Completion;
import dev.crashproof.workload.WorkflowRun;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long a worker takes from its spawn to the first poll, and to the first workflow done. */
@ExtendWith(SuiteExtension.class)
@Order(1)
class StartupIT {
  private static final Duration BOUND = Duration.ofSeconds(30);

  @Test
  void spawnToFirstPoll(SuiteRun suite) {
    Measure startup =
        new Measure(
            suite,
            Adr006.STARTUP.id(),
            Adr006.STARTUP.unit(),
            "monotonic time from the process's spawn until " + FirstPoll.how(suite));
    Measure idle =
        new Measure(
            suite,
            Adr006.IDLE_MEMORY.id(),
            Adr006.IDLE_MEMORY.unit(),
            "VmHWM of the worker's process once its first poll is seen");
    Countdown countdown = new Countdown(suite.console(), "startup", startup.all());
    for (int i = 1; i <= startup.all(); i++) {
      String queue = "startup-" + i;
      double seconds;
      double mebibytes;
      FirstPoll poll = FirstPoll.on(suite, queue);
      try (WorkerProcess worker = suite.worker(queue, new Recorder())) {
        long spawned = System.nanoTime();
        Child child = worker.start();
        child.awaitReady(ready -> poll.seen(), BOUND);
        seconds = Measure.seconds(System.nanoTime() - spawned);
        mebibytes = Measure.mebibytes(child.memory().child().peakBytes());
      }
      // The control runs when the worker is gone: it must not excuse the worker's own doing.
      startup.sample(seconds);
      idle.sample(mebibytes);
      countdown.one("%.2f s".formatted(seconds));
    }
    assertThat(startup.kept()).isGreaterThanOrEqualTo(Adr006.SAMPLES);
  }

  @Test
  void spawnToFirstWorkflowDone(SuiteRun suite) {
    Measure first =
        new Measure(
            suite,
            Adr006.FIRST_WORKFLOW.id(),
            Adr006.FIRST_WORKFLOW.unit(),
            "monotonic time from the process's spawn until the completion of a DurableDemo that"
                + " already waits (no timer, one step of no length) is seen by the client");
    Countdown countdown = new Countdown(suite.console(), "first workflow", first.all());
    for (int i = 1; i <= first.all(); i++) {
      String queue = "first-" + i;
      WorkflowRun run = suite.namespace().start(DemoRun.QUICK.on(queue), queue);
      double seconds;
      try (WorkerProcess worker = suite.worker(queue, new Recorder())) {
        long spawned = System.nanoTime();
        worker.start();
        Completion done = suite.namespace().awaitClosed(run, BOUND).orElseThrow();
        seconds = Measure.seconds(done.seenNanos() - spawned);
      }
      first.sample(seconds);
      countdown.one("%.2f s".formatted(seconds));
    }
    assertThat(first.kept()).isGreaterThanOrEqualTo(Adr006.SAMPLES);
  }
}
