package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.crashproof.checker.Checkers;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Validity;
import dev.crashproof.environment.RestartableServer;
import dev.crashproof.history.Recorder;
import dev.crashproof.process.Child;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.workload.Completion;
import dev.crashproof.workload.WorkflowRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker outlives its server: it waits for one that is not up, and finds one that comes back. */
@ExtendWith(SuiteExtension.class)
class ServerRestartIT {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @Test
  void workerFindsItsServerAgainAndJoinsOneThatComesLate(SuiteRun suite) {
    RestartableServer server = restartable(suite);
    DemoRun demo = new DemoRun("outage", Duration.ofSeconds(3), 2, Duration.ofMillis(10));
    try (WorkerProcess before = suite.worker("outage", new Recorder());
        WorkerProcess late = suite.worker("late", new Recorder())) {
      Child child = before.start();
      child.awaitReady(ready -> suite.namespace().polled("outage"), BOUND);
      WorkflowRun run = suite.namespace().start(demo.on("outage"), "outage");

      server.killServer();
      suite.console().step("server killed");
      Child waiting = late.start();
      waiting.awaitReady(ready -> String.join("\n", ready.tail(20)).contains("waiting"), BOUND);
      server.startServer();
      suite.console().step("server is back");

      Completion completion = suite.namespace().awaitClosed(run, BOUND).orElseThrow();
      Judgement judgement =
          Checkers.judge(
              demo.checkers(),
              new Evidence(
                  new Recorder().history(),
                  suite.namespace().eventHistory(run),
                  suite.ledger().read(run.workflowId()),
                  completion.result()));
      assertThat(judgement.validity()).as(judgement.reasons().toString()).isEqualTo(Validity.VALID);
      assertThat(child.alive()).as("the worker that lost its server").isTrue();

      waiting.awaitReady(ready -> suite.namespace().polled("late"), BOUND);
      WorkflowRun joined = suite.namespace().start(DemoRun.QUICK.on("late"), "late");
      assertThat(suite.namespace().awaitClosed(joined, BOUND)).isPresent();
    }
  }

  private static RestartableServer restartable(SuiteRun suite) {
    if (suite.environment() instanceof RestartableServer server) {
      return server;
    }
    return abort(
        "UNSUPPORTED: the server of this environment can't be killed and started again: "
            + suite.environment().description().temporal());
  }
}
