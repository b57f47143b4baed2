package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.AttemptsChecker;
import dev.crashproof.checker.Checker;
import dev.crashproof.checker.ExpectedAttempts;
import dev.crashproof.history.Recorder;
import dev.crashproof.process.Child;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.workload.WorkflowRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** SIGTERM drains: what runs is finished, and nothing has to be tried again. */
@ExtendWith(SuiteExtension.class)
@Order(6)
class DrainIT {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @Test
  void terminatedMidActivityFinishesIt(SuiteRun suite) {
    DemoRun demo = new DemoRun("drain", Duration.ZERO, 10, Duration.ofMillis(100));
    try (WorkerProcess worker = suite.worker("drain", new Recorder())) {
      Child first = worker.start();
      suite.awaitPolling(first, "drain");
      WorkflowRun run = suite.namespace().start(demo.on("drain"), "drain");
      Awaitility.await()
          .atMost(BOUND)
          .pollInterval(Duration.ofMillis(20))
          .until(
              () ->
                  suite.ledger().read("drain").effects().stream()
                      .anyMatch(effect -> effect.key().endsWith("#step-2")));
      first.terminate();
      suite.console().step("drain: told to stop in its work");
      assertThat(first.awaitExit(BOUND)).as("exit code").isZero();

      worker.start();
      List<Checker> checkers = new ArrayList<>(demo.checkers());
      checkers.add(
          new AttemptsChecker(List.of(ExpectedAttempts.exactly("long_running_task#1", 1))));
      Judged.await(suite, run, checkers).save(suite, AdrSuite.DRAIN).assertValid();
    }
  }
}
