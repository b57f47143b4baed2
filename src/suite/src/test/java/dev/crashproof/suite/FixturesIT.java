package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Recorder;
import dev.crashproof.ledger.Attempt;
import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import dev.crashproof.process.Child;
import dev.crashproof.process.Readiness;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.suite.fixtures.Fixtures;
import dev.crashproof.suite.fixtures.Fixtures.Kind;
import dev.crashproof.workload.Cue;
import dev.crashproof.workload.OutsideAct;
import dev.crashproof.workload.Workload;
import dev.crashproof.workload.WorkloadRun;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The fixtures are what they claim to be: without any crash each does what it is there for. */
@ExtendWith(SuiteExtension.class)
@Aside
@Order(9)
class FixturesIT {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Workload FIXTURE = Workload.of("Fixture", TextNode.valueOf("lamp"));

  @Test
  void soundHasEachEffectOnce(SuiteRun suite) {
    completes(suite, "sound", Fixtures.worker(Kind.SOUND), FIXTURE, run -> {});

    Ledger ledger = Fixtures.ledger(suite.database()).read("sound");
    assertThat(ledger.effects())
        .extracting(Effect::content)
        .containsExactly("reserved lamp", "charged lamp");
    assertThat(ledger.attempts()).extracting(Attempt::applied).containsExactly(true, true);
  }

  @Test
  void bypassGoesWhereItWants(SuiteRun suite) {
    WorkerCommand command = Fixtures.bypassing(suite.environment().temporalAddress());
    try (WorkerProcess worker =
        suite.process(
            "bypass",
            suite.placed(command, "bypass").with("TEMPORAL_ADDRESS", "nowhere.invalid:1"))) {
      completes(suite, "bypass", worker, FIXTURE, run -> {});
    }
  }

  @Test
  void nondeterministicRunsDiffer(SuiteRun suite) {
    // Each run has one of four numbers of activities: that all sixteen have the same happens once
    // in 4^15.
    Workload workload = FIXTURE;
    for (int more = 1; more < 16; more++) {
      workload = workload.beside(FIXTURE);
    }
    completes(
        suite,
        "wandering",
        Fixtures.worker(Kind.NONDETERMINISTIC_RUNS),
        workload,
        run ->
            assertThat(
                    Stream.concat(Stream.of(run.eventHistory()), run.others().stream())
                        .map(each -> each.activities().size())
                        .distinct())
                .hasSizeGreaterThan(1));
  }

  @Test
  void richHasAllThatMakesNamingHard(SuiteRun suite) {
    JsonNode ada = TextNode.valueOf("ada");
    Workload rich =
        Workload.of("Rich", IntNode.valueOf(2))
            .with(OutsideAct.query("state").when(Cue.activityCompleted("charge#1")))
            .with(OutsideAct.signal("decide", ada).when(Cue.timerStarted(1)))
            .with(
                OutsideAct.update("approve", ada)
                    .when(Cue.event("WorkflowExecutionContinuedAsNew", 1)));

    completes(suite, "rich", Fixtures.worker(Kind.RICH), rich, FixturesIT::assertRich);
  }

  private static void assertRich(WorkloadRun run) {
    assertThat(run.chain()).hasSize(2);
    assertThat(run.others()).hasSize(3);
    for (EventHistory each : run.chain()) {
      assertThat(each.activities())
          .extracting(activity -> activity.name().toString())
          .containsExactlyInAnyOrder("reserve#1", "charge#1", "reserve#2", "beat#1", "stumble#1");
      assertThat(each.all(e -> e.is("MarkerRecorded"))).hasSize(1);
    }
    assertThat(run.completions().get(0).orElseThrow().result()).contains("\"approved by ada\"");
  }

  @Test
  void oneThatCrashesByItselfDoesSoAfterItsFirstActivity(SuiteRun suite) {
    WorkerCommand command = suite.placed(Fixtures.worker(Kind.CRASHES_BY_ITSELF), "crashing");
    try (WorkerProcess worker = suite.process("crashing", command);
        WorkloadRun run = start(suite, "crashing", FIXTURE)) {
      assertThat(worker.start().awaitExit(BOUND)).isEqualTo(3);
      assertThat(Fixtures.ledger(suite.database()).read("crashing").effects())
          .extracting(Effect::content)
          .containsExactly("reserved lamp");
      run.terminate("it would never end");
    }
  }

  @Test
  void oneThatNeverPollsIsUpAndDoesNothing(SuiteRun suite) {
    WorkerCommand command = suite.placed(Fixtures.worker(Kind.NEVER_POLLS), "idle");
    try (WorkerProcess worker = suite.process("idle", command)) {
      Child child = worker.start();
      child.awaitReady(Readiness.output("fixture worker ready"), BOUND);
      try (WorkloadRun run = start(suite, "idle", FIXTURE)) {
        assertThat(run.awaitClosed(Duration.ofSeconds(1))).isEmpty();
        await().atMost(BOUND).until(() -> run.dump().contains("WorkflowTaskScheduled"));
        run.terminate("it would never end");
      }
      assertThat(child.alive()).isTrue();
    }
  }

  @Test
  void theMutantIsSoundUntilAnAttemptComesTwice(SuiteRun suite) {
    DemoRun demo = DemoRun.QUICK;
    completes(
        suite,
        "mutant",
        Fixtures.mutant("process_data"),
        Workload.of(demo.on("mutant")),
        run -> {
          Ledger keyed = Fixtures.workerLedger(suite.database()).read("mutant");
          List<String> keys = keyed.effects().stream().map(Effect::key).toList();
          String processed = run.eventHistory().activities().get(0).activityId();
          assertThat(keys).doesNotHaveDuplicates().hasSize(4);
          assertThat(keys.get(0)).endsWith("/" + processed);
          assertThat(suite.ledger().read("mutant").effects().get(0).key())
              .contains("/" + processed + "~");
        });
  }

  private static void completes(
      SuiteRun suite,
      String name,
      WorkerCommand command,
      Workload workload,
      Consumer<WorkloadRun> then) {
    try (WorkerProcess worker = suite.process(name, suite.placed(command, name))) {
      completes(suite, name, worker, workload, then);
    }
  }

  private static void completes(
      SuiteRun suite,
      String name,
      WorkerProcess worker,
      Workload workload,
      Consumer<WorkloadRun> then) {
    worker.start();
    try (WorkloadRun run = start(suite, name, workload)) {
      assertThat(run.awaitClosed(BOUND)).as(run::dump).isPresent();
      assertThat(run.completions())
          .allSatisfy(
              completion ->
                  assertThat(completion.orElseThrow().event().type())
                      .isEqualTo("WorkflowExecutionCompleted"));
      then.accept(run);
    }
  }

  private static WorkloadRun start(SuiteRun suite, String name, Workload workload) {
    return WorkloadRun.start(suite.namespace(), workload, name, name, new Recorder());
  }
}
