package dev.crashproof.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.crashproof.history.boundary.Depth;
import dev.crashproof.lane.Mode;
import dev.crashproof.lane.PlayException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/** Runs small test classes on JUnit 6, failing ones included, with sweeps that go by a script. */
@Timeout(60) // a sweep that hangs fails here
class CrashSweepTest {
  private static final String GOLDEN = "golden runs";
  private static final String WHOLE = "the sweep as a whole";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path facts;

  @Test
  void eachBoundaryIsATestUnderItsNameInThePlansOrder() {
    EngineExecutionResults results = run(Fixtures.AllValid.class);

    assertThat(names(results))
        .containsExactly(GOLDEN, Scripts.BEFORE, Scripts.AFTER, Scripts.IDLE, WHOLE);
    assertThat(failures(results)).isEmpty();
    assertThat(FakeHost.last().bodies).hasValue(1);
  }

  @Test
  void thePlanTheResultsAndTheTallyAreToldAsTheyCome() {
    run(Fixtures.AllValid.class);

    String sweep = "Fixtures$AllValid#survives, assisted: ";
    assertThat(FakeHost.last().console)
        .satisfiesExactly(
            plan ->
                assertThat(plan)
                    .startsWith(
                        sweep
                            + "5 golden runs, 3 boundaries to strike, 1 excluded, exhaustive: one"
                            + " activity after the other; facts in "
                            + facts),
            point -> assertThat(point).isEqualTo(Scripts.BEFORE + ": VALID"),
            point -> assertThat(point).isEqualTo(Scripts.AFTER + ": VALID"),
            point -> assertThat(point).isEqualTo(Scripts.IDLE + ": VALID"),
            tally ->
                assertThat(tally)
                    .startsWith(sweep + "3 VALID, 0 UNKNOWN, 0 INVALID in ")
                    .contains("points a minute; facts in " + facts));
  }

  @Test
  void anInvalidPointFailsWithItsReasonsAndTellsOnceHowToRerunIt() {
    EngineExecutionResults results = run(Fixtures.OneInvalid.class);

    assertThat(failures(results)).containsOnlyKeys(Scripts.BEFORE);
    assertThat(failures(results).get(Scripts.BEFORE))
        .contains(
            Scripts.BEFORE + " is INVALID",
            "duplicates: charge#1 took effect 2 times",
            "order: charge#1 came too late",
            facts.toString());
    assertThat(FakeHost.last().console)
        .filteredOn(line -> line.contains(Knobs.POINT))
        .singleElement()
        .asString()
        .startsWith(Scripts.BEFORE + ": INVALID; to play it alone: ")
        .contains("Fixtures$OneInvalid#survives", "-Dcrashproof.point=" + Scripts.BEFORE);
    assertThat(FakeHost.last().console).last().asString().contains("2 VALID, 0 UNKNOWN, 1 INVALID");
  }

  @Test
  void anUnknownPointFailsToo() {
    EngineExecutionResults results = run(Fixtures.OneUnknown.class);

    assertThat(failures(results)).containsOnlyKeys(Scripts.AFTER);
    assertThat(failures(results).get(Scripts.AFTER))
        .contains("is UNKNOWN: struck: not reached in 20 tries");
  }

  @Test
  void aPointThatNobodyToldOfIsUnknown() {
    assertThat(failures(run(Fixtures.OneForgotten.class)))
        .containsOnlyKeys(Scripts.IDLE)
        .hasEntrySatisfying(
            Scripts.IDLE, why -> assertThat(why).contains("UNKNOWN: the sweep ended and said"));
  }

  @Test
  void goldenRunsThatFailAreTheOnlyTest() {
    EngineExecutionResults results = run(Fixtures.GoldenFails.class);

    assertThat(names(results)).containsExactly(GOLDEN);
    assertThat(failures(results).get(GOLDEN))
        .startsWith("The golden run is INVALID: the result is \"failed\".")
        .contains(facts.toString());
    results.containerEvents().assertStatistics(s -> s.failed(0));
  }

  @Test
  void aBodyThatThrowsIsTheOnlyFailure() {
    EngineExecutionResults results = run(Fixtures.BodyThrows.class);

    assertThat(names(results)).containsExactly(GOLDEN);
    assertThat(failures(results)).containsEntry(GOLDEN, "no such worker");
    assertThat(FakeHost.last().starts).hasValue(0);
  }

  @Test
  void aBodyThatAbortsIsNoFailure() {
    EngineExecutionResults results = run(Fixtures.BodyAborts.class);

    results.testEvents().assertStatistics(s -> s.started(1).aborted(1).failed(0));
  }

  @Test
  void noPointIsStruckWhereAnotherExtensionFailsTheGoldenRuns() {
    EngineExecutionResults results = run(Fixtures.AfterEachThrows.class);

    assertThat(names(results)).containsExactly(GOLDEN);
    assertThat(failures(results)).containsEntry(GOLDEN, "can't tidy");
  }

  @Test
  void aSweepThatThrowsFailsAllThatItDidNotJudge() {
    EngineExecutionResults results = run(Fixtures.StopsHalfWay.class);

    assertThat(names(results))
        .containsExactly(GOLDEN, Scripts.BEFORE, Scripts.AFTER, Scripts.IDLE, WHOLE);
    assertThat(failures(results))
        .containsOnlyKeys(Scripts.AFTER, Scripts.IDLE, WHOLE)
        .allSatisfy(
            (name, why) -> assertThat(why).contains("The sweep stopped: the server is gone."));
  }

  @Test
  void aPlanThatDoesNotHoldFailsTheWhole() {
    assertThat(failures(run(Fixtures.PlanInDoubt.class)))
        .containsOnlyKeys(WHOLE)
        .hasEntrySatisfying(WHOLE, why -> assertThat(why).contains("UNKNOWN: plan: rebuilt"));
  }

  @Test
  void twoBoundariesOfOneNameAreRefused() {
    assertThat(failures(run(Fixtures.SameNameTwice.class)))
        .containsOnlyKeys(GOLDEN)
        .hasEntrySatisfying(
            GOLDEN, why -> assertThat(why).contains("Two boundaries have the same name"));
  }

  @Test
  void serversThatCannotBeHadAreAskedForOnce() {
    EngineExecutionResults results = run(Fixtures.NoServers.class);

    results.testEvents().assertStatistics(s -> s.started(2).failed(2));
    assertThat(failures(results)).containsEntry(GOLDEN, "No backend can be had: start Docker.");
    assertThat(FakeHost.last().starts).hasValue(1);
  }

  @Test
  void whateverHappensSweepsAndServersAreClosed() {
    for (Class<?> fixture :
        List.of(
            Fixtures.AllValid.class,
            Fixtures.OneInvalid.class,
            Fixtures.GoldenFails.class,
            Fixtures.AfterEachThrows.class,
            Fixtures.StopsHalfWay.class,
            Fixtures.SameNameTwice.class)) {
      run(fixture);

      assertThat(FakeHost.last().orders).as(fixture.getSimpleName()).hasSize(1);
      assertThat(FakeHost.last().openSweeps).as(fixture.getSimpleName()).hasValue(0);
      assertThat(FakeHost.last().closes).as(fixture.getSimpleName()).hasValue(1);
    }
  }

  @Test
  void aDescriptionThatLacksSomethingSaysWhatToCall() {
    assertGoldenSays(
        Fixtures.NoWorker.class,
        "The sweep names no worker: call worker(at -> WorkerCommand.of(…)) on its SweepSetup.");
    assertGoldenSays(
        Fixtures.NoWorkload.class,
        "The sweep names no workload: call workload(Workload.of(\"YourWorkflow\", input)) on its"
            + " SweepSetup.");
    assertGoldenSays(
        Fixtures.NoExpectation.class,
        "The sweep names no expected outcome: call expect(Expectation.result(\"…\")) on its"
            + " SweepSetup.");
    assertGoldenSays(
        Fixtures.NoLedger.class,
        "The sweep expects effects but names no ledger to read them from: call ledger(…) on its"
            + " SweepSetup.");
  }

  private void assertGoldenSays(Class<?> fixture, String sentence) {
    EngineExecutionResults results = run(fixture);

    assertThat(names(results)).containsExactly(GOLDEN);
    assertThat(failures(results)).containsEntry(GOLDEN, sentence);
    assertThat(FakeHost.last().starts).hasValue(0);
  }

  @Test
  void aMethodWithoutASetupIsRefused() {
    run(Fixtures.NoSetup.class)
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                container("survives"),
                finishedWithFailure(
                    instanceOf(ExtensionConfigurationException.class),
                    message(
                        "@CrashSweep Fixtures$NoSetup#survives has no parameter of type SweepSetup"
                            + " to describe its sweep with: add one."))));
  }

  @Test
  void aSweepWithoutLanesIsRefused() {
    run(Fixtures.NoLanes.class)
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                container("survives"),
                finishedWithFailure(
                    instanceOf(PlayException.class), message(m -> m.contains("lane")))));
  }

  @Test
  void aSweepThatIsToRunConcurrentlyIsRefused() {
    run(Fixtures.Concurrent.class)
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                container("survives"),
                finishedWithFailure(message(m -> m.contains("remove its @Execution")))));
  }

  @Test
  void aStrangeParameterFailsTheGoldenRunsAlone() {
    EngineExecutionResults results = run(Fixtures.StrangeParameter.class);

    assertThat(names(results)).containsExactly(GOLDEN);
    assertThat(failures(results).get(GOLDEN)).contains("java.lang.Thread");
  }

  @Test
  void parametersOfOtherExtensionsAreFine() {
    EngineExecutionResults results = run(Fixtures.OthersParameter.class);

    results.testEvents().assertStatistics(s -> s.started(5).succeeded(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FORK_JOIN_POOL", "WORKER_THREAD_POOL"})
  void testsThatRunInParallelLeaveASweepItsOrder(String executor) {
    EngineExecutionResults results =
        run(
            Fixtures.AllValid.class,
            Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.default", "concurrent",
                "junit.jupiter.execution.parallel.config.executor-service", executor));

    assertThat(names(results))
        .containsExactly(GOLDEN, Scripts.BEFORE, Scripts.AFTER, Scripts.IDLE, WHOLE);
    assertThat(failures(results)).isEmpty();
  }

  @Test
  void anAnnotationOfOnesOwnMayCarryIt() {
    EngineExecutionResults results = run(Fixtures.OfMyOwn.class);

    results.testEvents().assertStatistics(s -> s.started(5).succeeded(5));
    assertThat(FakeHost.last().orders)
        .singleElement()
        .satisfies(order -> assertThat(order.mode()).isEqualTo(Mode.UNASSISTED));
  }

  @Test
  void allThatIsSetReachesTheSweep() {
    EngineExecutionResults results = run(Fixtures.EverySetting.class);

    assertThat(failures(results)).isEmpty();
    assertThat(FakeHost.last().databases).hasValue(1);
    SweepOrder order = FakeHost.last().orders.get(0);
    assertThat(order.mode()).isEqualTo(Mode.UNASSISTED);
    assertThat(order.settings().depth()).isEqualTo(Depth.FULL);
    assertThat(order.settings().lanes()).isEqualTo(7);
    assertThat(order.settings().readyWithin()).isEqualTo(Duration.ofSeconds(11));
    assertThat(order.settings().stuckAfter()).isEqualTo(Duration.ofSeconds(12));
    assertThat(order.settings().tries()).isEqualTo(13);
    assertThat(order.subject().name()).isEqualTo("fixtures-every-setting-survives");
    assertThat(order.subject().services()).containsEntry("payments", "http://localhost:1");
    assertThat(order.subject().database()).isPresent();
    assertThat(order.facts()).isDirectory().hasParent(facts);
  }

  @Test
  void onePointCanBePlayedAlone() {
    EngineExecutionResults results =
        run(Fixtures.OneInvalid.class, Map.of(Knobs.POINT, Scripts.AFTER));

    assertThat(names(results)).containsExactly(GOLDEN, Scripts.AFTER);
    assertThat(failures(results)).isEmpty();
    assertThat(FakeHost.last().openSweeps).hasValue(0);
  }

  @Test
  void aPointThatIsNotThereFailsAndTellsThoseThatAre() {
    EngineExecutionResults results =
        run(Fixtures.AllValid.class, Map.of(Knobs.POINT, "before Nothing"));

    assertThat(names(results)).containsExactly(GOLDEN);
    assertThat(failures(results).get(GOLDEN))
        .contains("crashproof.point is 'before Nothing'")
        .contains(Scripts.BEFORE, Scripts.AFTER, Scripts.IDLE);
  }

  @Test
  void aPointThatIsExcludedFailsWithTheReason() {
    assertThat(failures(run(Fixtures.AllValid.class, Map.of(Knobs.POINT, Scripts.EXCLUDED))))
        .hasEntrySatisfying(
            GOLDEN, why -> assertThat(why).contains("excluded: it is one cut with another"));
  }

  private EngineExecutionResults run(Class<?> fixture) {
    return run(fixture, Map.of());
  }

  private EngineExecutionResults run(Class<?> fixture, Map<String, String> parameters) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(fixture))
        .configurationParameter(Knobs.FACTS, facts.toString())
        .configurationParameters(parameters)
        .execute();
  }

  private static List<String> names(EngineExecutionResults results) {
    return results.testEvents().started().map(e -> e.getTestDescriptor().getDisplayName()).toList();
  }

  private static Map<String, String> failures(EngineExecutionResults results) {
    return results.testEvents().failed().stream()
        .collect(
            Collectors.toMap(
                e -> e.getTestDescriptor().getDisplayName(), CrashSweepTest::why, (a, b) -> a));
  }

  private static String why(Event event) {
    assertThat(event.getType()).isEqualTo(EventType.FINISHED);
    return String.valueOf(
        event
            .getRequiredPayload(TestExecutionResult.class)
            .getThrowable()
            .orElseThrow()
            .getMessage());
  }
}
