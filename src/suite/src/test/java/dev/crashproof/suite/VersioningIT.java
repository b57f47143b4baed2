package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.States;
import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.process.Death;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.report.PlannedScenario;
import dev.crashproof.report.StruckFault;
import dev.crashproof.report.TrialRecord;
import dev.crashproof.suite.fixtures.Fixtures;
import dev.crashproof.suite.fixtures.versions.ChangedWorker.Change;
import dev.crashproof.workload.Deployment;
import dev.crashproof.workload.WorkflowRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A workflow is changed so that event histories written before no longer fit, and deployed while
 * some run: worker versioning keeps them on the version that they began on, or moves them and shows
 * at once that they don't fit.
 */
@ExtendWith(SuiteExtension.class)
@Aside
@Order(7)
class VersioningIT {
  private static final Duration BOUND = Duration.ofSeconds(60);
  // The other version becomes current, and a worker dies, while it runs.
  private static final Duration TIMER = Duration.ofSeconds(6);

  @Test
  void pinnedStaysOnItsVersionEvenWhenThatHasNoWorker(SuiteRun suite) {
    requireVersions(suite, AdrSuite.PINNED);
    DemoRun demo = new DemoRun("pinned", TIMER, 2, Duration.ofMillis(10));
    try (Versions versions = new Versions(suite, "pinned")) {
      WorkerProcess v1 = versions.start("v1", suite.command("pinned"));
      versions.makeCurrent("v1");
      versions.start("v2", changed(suite, "pinned", Change.INCOMPATIBLE));
      WorkflowRun old = versions.begin(demo, "pinned-old");
      versions.await(old, "TimerStarted", VersioningIT::timerRuns);

      versions.makeCurrent("v2");
      assertThat(timerRuns(versions.events(old))).as("it waits while v2 becomes current").isTrue();
      Death death = v1.kill();
      assertThat(death.exitCode()).isEqualTo(137);
      suite.console().step("pinned: v2 is current, v1's only worker is killed");

      versions.await(old, "a task for v1 on the common queue", h -> waits(h, "pinned"));
      WorkflowRun young = versions.begin(DemoRun.QUICK, "pinned-new");
      judge(suite, AdrSuite.PINNED, 2, young, DemoRun.QUICK.noticed().checkers(), "v2");
      assertThat(waits(versions.events(old), "pinned")).as("v2 leaves it alone").isTrue();

      v1.start();
      judge(suite, AdrSuite.PINNED, 1, old, demo.checkers(), "v1");
    }
  }

  @Test
  void autoUpgradeMovesAndTellsWhatDoesNotFitUntilItIsPatched(SuiteRun suite) {
    requireVersions(suite, AdrSuite.AUTO_UPGRADE);
    DemoRun demo = new DemoRun("moved", TIMER, 2, Duration.ofMillis(10));
    try (Versions versions = new Versions(suite, "auto-upgrade")) {
      versions.start("v1", suite.command("auto-upgrade"));
      versions.makeCurrent("v1");
      versions.start("v2", changed(suite, "auto-upgrade", Change.INCOMPATIBLE));
      WorkflowRun moved = versions.begin(demo, "auto-upgrade-moved");
      versions.await(moved, "TimerStarted", VersioningIT::timerRuns);

      versions.makeCurrent("v2");
      EventHistory broken = versions.await(moved, "a failed task", h -> failed(h).isPresent());
      Event failure = failed(broken).orElseThrow();
      assertThat(failure.attribute("cause"))
          .hasValue("WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR");
      suite
          .console()
          .step("auto-upgrade: v2 says " + failure.attribute("failure.message").orElse("nothing"));

      versions.start("v3", changed(suite, "auto-upgrade", Change.PATCHED));
      versions.makeCurrent("v3");
      Judged mended = judge(suite, AdrSuite.AUTO_UPGRADE, 1, moved, demo.checkers(), "v1", "v3");
      suite.facts().save(deployed(failure, mended));
      WorkflowRun young = versions.begin(DemoRun.QUICK, "auto-upgrade-new");
      judge(suite, AdrSuite.AUTO_UPGRADE, 2, young, DemoRun.QUICK.noticed().checkers(), "v3");
    }
  }

  /** The same as a trial: the fault is the version, what is judged is the workflow it met. */
  private static TrialRecord deployed(Event failure, Judged mended) {
    return new TrialRecord(
        TrialRecord.FAULTS,
        "incompatible-deploy",
        "DurableDemoWorkflow",
        1,
        0,
        List.of(
            new StruckFault(
                "incompatible-deploy",
                "at TimerStarted 1",
                "event",
                true,
                "",
                Map.of(
                    "found",
                    failure.attribute("cause").orElseThrow(),
                    "remedy",
                    "the change behind Workflow.getVersion, or pinned to a worker of its version"))),
        mended.judgement().verdicts(),
        TIMER.toNanos() / 1e9,
        States.of(mended.evidence()),
        "");
  }

  private static Judged judge(
      SuiteRun suite,
      PlannedScenario scenario,
      int number,
      WorkflowRun run,
      List<Checker> outcome,
      String... buildIds) {
    List<Checker> checkers = new ArrayList<>(outcome);
    checkers.add(VersionsChecker.of(buildIds));
    return Judged.await(suite, run, checkers).save(suite, scenario, number).assertValid();
  }

  private static WorkerCommand changed(SuiteRun suite, String queue, Change change) {
    return suite.placed(Fixtures.changed(change), queue);
  }

  private static boolean timerRuns(EventHistory history) {
    return history.first(e -> e.is("TimerStarted")).isPresent()
        && history.first(e -> e.is("TimerFired")).isEmpty();
  }

  /** The timer has fired, and the task that follows stands on the queue that all workers share. */
  private static boolean waits(EventHistory history, String queue) {
    return history.first(e -> e.is("TimerFired")).isPresent()
        && history
            .event(history.lastEventId())
            .filter(e -> e.is("WorkflowTaskScheduled"))
            .flatMap(e -> e.attribute("taskQueue"))
            .filter(queue::equals)
            .isPresent();
  }

  private static Optional<Event> failed(EventHistory history) {
    return history.first(e -> e.is("WorkflowTaskFailed"));
  }

  private static void requireVersions(SuiteRun suite, PlannedScenario scenario) {
    if (!suite.sticky()) {
      String why = "UNSUPPORTED: the SDK's Java test server has no worker versions";
      suite.facts().missing(scenario.id(), why);
      abort(why);
    }
  }

  /** A deployment, its task queue, both of one name, and its workers, one of each version. */
  private static final class Versions implements AutoCloseable {
    private final SuiteRun suite;
    private final String name;
    private final Deployment deployment;
    private final List<WorkerProcess> workers = new ArrayList<>();

    /** The name is the behaviour's, too. */
    Versions(SuiteRun suite, String name) {
      this.suite = suite;
      this.name = name;
      this.deployment = new Deployment(suite.namespace(), name);
    }

    WorkerProcess start(String buildId, WorkerCommand command) {
      WorkerProcess worker =
          suite.process(
              name + "-" + buildId,
              command
                  .with("TEMPORAL_DEPLOYMENT_NAME", name)
                  .with("TEMPORAL_WORKER_BUILD_ID", buildId)
                  .with("VERSIONING_BEHAVIOR", name));
      workers.add(worker);
      worker.start();
      return worker;
    }

    void makeCurrent(String buildId) {
      deployment.makeCurrent(buildId, BOUND);
      suite.console().step(name + ": " + buildId + " is current");
    }

    WorkflowRun begin(DemoRun demo, String workflowId) {
      return suite.namespace().start(demo.on(name), workflowId);
    }

    EventHistory events(WorkflowRun run) {
      return suite.namespace().eventHistory(run);
    }

    EventHistory await(WorkflowRun run, String what, Predicate<EventHistory> seen) {
      return Awaitility.await(what)
          .atMost(BOUND)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> events(run), seen);
    }

    @Override
    public void close() {
      workers.forEach(WorkerProcess::close);
    }
  }
}
