package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.crashproof.environment.RestartableServer;
import dev.crashproof.history.Recorder;
import dev.crashproof.process.Child;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.workload.WorkflowRun;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker outlives its server: it waits for one that is not up, and finds one that comes back. */
@ExtendWith(SuiteExtension.class)
@Order(7)
class ServerRestartIT {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @Test
  void workerFindsItsServerAgainAndJoinsOneThatComesLate(SuiteRun suite) {
    RestartableServer server = restartable(suite);
    DemoRun demo = new DemoRun("outage", Duration.ofSeconds(3), 2, Duration.ofMillis(10));
    try (WorkerProcess before = suite.worker("outage", new Recorder());
        WorkerProcess late = suite.worker("late", new Recorder())) {
      Child child = before.start();
      suite.awaitPolling(child, "outage");
      WorkflowRun run = suite.namespace().start(demo.on("outage"), "outage");

      Child waiting = untilTheOutageIsNoticed(suite, server, late);
      Judged.await(suite, run, demo.checkers()).save(suite, AdrSuite.SERVER_RESTART).assertValid();
      assertThat(child.alive()).as("the worker that lost its server").isTrue();

      suite.awaitPolling(waiting, "late");
      WorkflowRun joined = suite.namespace().start(DemoRun.QUICK.on("late"), "late");
      assertThat(suite.namespace().awaitClosed(joined, BOUND)).isPresent();
    }
  }

  /** The server comes back whatever happens here: other tests need it. */
  private static Child untilTheOutageIsNoticed(
      SuiteRun suite, RestartableServer server, WorkerProcess late) {
    server.killServer();
    suite.console().step("server killed");
    try {
      Child waiting = late.start();
      waiting.awaitReady(ready -> String.join("\n", ready.tail(20)).contains("waiting"), BOUND);
      return waiting;
    } finally {
      server.startServer();
      suite.console().step("server is back");
    }
  }

  private static RestartableServer restartable(SuiteRun suite) {
    if (suite.environment() instanceof RestartableServer server) {
      return server;
    }
    String why =
        "UNSUPPORTED: the server of this environment can't be killed and started again: "
            + suite.environment().description().temporal();
    suite.facts().missing(AdrSuite.SERVER_RESTART.id(), why);
    return abort(why);
  }
}
