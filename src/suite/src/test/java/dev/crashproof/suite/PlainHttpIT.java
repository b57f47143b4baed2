package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.checker.Times;
import dev.crashproof.checker.Validity;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.nemesis.Fault;
import dev.crashproof.nemesis.PlannedFault;
import dev.crashproof.nemesis.Schedule;
import dev.crashproof.nemesis.When;
import dev.crashproof.report.TrialRecord;
import dev.crashproof.trial.Trial;
import dev.crashproof.trial.TrialRun;
import dev.crashproof.workload.RecordingHttpService;
import dev.crashproof.workload.Workload;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A zombie at a service that does not know of idempotency keys: the server rejects what the woken
 * worker says, and yet the call's effect is there twice. That is a property of the call.
 */
@ExtendWith(SuiteExtension.class)
@Tag("any-backend")
@Aside
@Order(8)
class PlainHttpIT {
  private static final int TRIES = 3;

  @Test
  void whatNobodyCanFenceIsToldOf(SuiteRun suite) {
    assumeTrue(suite.sticky(), "UNSUPPORTED: faults need a real Temporal server");
    Trial zombie =
        new Trial(
            "pause-at-a-service-without-keys",
            Workload.of(IntegrationRun.DEFAULT.on("plain")).onServedWorker(),
            IntegrationRun.DEFAULT.expectation(Times.atLeastOnce()),
            Schedule.of(
                new PlannedFault(
                    new Fault.Pause(false),
                    new When.AtBoundary(Boundary.parse("after http call_api#1 POST /orders #1")))));
    try (RepertoireLanes lanes =
        new RepertoireLanes(
            suite,
            "plain",
            1,
            () -> suite.environment().newDatabase("lane"),
            RecordingHttpService::startUnfenced)) {
      TrialRun run =
          lanes
              .campaign(Repertoire.INTEGRATION.worker(suite))
              .play(
                  List.of(zombie),
                  TRIES,
                  played -> TrialFacts.save(suite, TrialRecord.FAULTS, played))
              .get(0);

      assertThat(run.judgement().validity()).as(Trials.words(run)).isEqualTo(Validity.VALID);
      assertThat(run.evidence().ledger().effects())
          .filteredOn(effect -> effect.key().endsWith(IntegrationRun.CALLED))
          .as("what the service took")
          .hasSizeGreaterThan(1);
    }
  }
}
