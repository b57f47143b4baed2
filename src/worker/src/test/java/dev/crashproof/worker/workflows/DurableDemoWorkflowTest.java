package dev.crashproof.worker.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a DurableDemo gives for which input, and what it does on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DurableDemoWorkflowTest {
  // printf demo | sha256sum
  private static final String DEMO =
      "sha256:2a97516c354b68848cdbd8f54a226a0a55b21ed138e207ad6c5cbb9c00aa5aea";

  private final WorkflowsUnderTest workflows = new WorkflowsUnderTest();

  @AfterAll
  void end() {
    workflows.close();
  }

  private DurableDemoResult run(@Nullable Object... input) {
    return workflows.start("DurableDemoWorkflow", input).getResult(DurableDemoResult.class);
  }

  private static DurableDemoResult expected(int steps) {
    return new DurableDemoResult(
        DEMO, steps, "DurableDemo done: " + DEMO + " in " + steps + " steps");
  }

  @Test
  void withoutAnyInputItRunsWithItsDefaults() {
    assertThat(run()).isEqualTo(expected(5));
    assertThat(run((Object) null)).isEqualTo(expected(5));
    assertThat(run(Map.of())).isEqualTo(expected(5));
  }

  @Test
  void itRunsProcessDataTheTaskAndTheNotification() {
    WorkflowStub workflow =
        workflows.start(
            "DurableDemoWorkflow",
            new DurableDemoInput("demo", Duration.ofMillis(10), 2, Duration.ofMillis(5)));
    assertThat(workflow.getResult(DurableDemoResult.class)).isEqualTo(expected(2));

    String id = workflow.getExecution().getWorkflowId();
    List<String> types =
        workflows.effects().all().stream()
            .filter(effect -> effect.source().workflowId().equals(id))
            .map(effect -> effect.source().activityType())
            .toList();
    assertThat(types)
        .containsExactly(
            "process_data",
            "long_running_task",
            "long_running_task",
            "long_running_task",
            "send_notification");
  }

  @Test
  void aTimerOfADayIsDurableNotAThread() {
    long before = workflows.environment().currentTimeMillis();

    run(new DurableDemoInput("demo", Duration.ofDays(1), 0, Duration.ZERO));

    assertThat(workflows.environment().currentTimeMillis() - before)
        .isGreaterThanOrEqualTo(Duration.ofDays(1).toMillis());
  }

  @Test
  void durationsMayBeSecondsOrIso8601AndFieldsMayBeLeftOut() {
    assertThat(run(Map.of("timer", 0.01, "stepTime", "PT0.005S", "steps", 1)))
        .isEqualTo(expected(1));
  }

  @ParameterizedTest
  @CsvSource({
    "timer, -1, 'timer is PT-1S, not between 0 and PT8760H'",
    "timer, P366D, 'timer is PT8784H, not between 0 and PT8760H'",
    "steps, -1, 'steps is -1, not between 0 and 10000'",
    "steps, 10001, 'steps is 10001, not between 0 and 10000'",
    "stepTime, -0.5, 'stepTime is PT-0.5S, not between 0 and PT10M'",
    "stepTime, PT11M, 'stepTime is PT11M, not between 0 and PT10M'",
  })
  void nonsenseFailsAtOnceAndForGood(String field, String value, String complaint) {
    WorkflowStub workflow =
        workflows.start(
            "DurableDemoWorkflow",
            Map.of(field, value.startsWith("P") ? value : Double.valueOf(value)));

    assertThatExceptionOfType(WorkflowFailedException.class)
        .isThrownBy(() -> workflow.getResult(DurableDemoResult.class))
        .havingCause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo("InvalidInput");
              assertThat(failure.isNonRetryable()).isTrue();
              assertThat(failure.getOriginalMessage()).isEqualTo("invalid input: " + complaint);
            });
  }

  @ParameterizedTest
  @CsvSource({"steps, many", "timer, soon"})
  void anInputOfTheWrongShapeFailsTheWorkflowRatherThanItsTaskForever(String field, String value) {
    WorkflowStub workflow = workflows.start("DurableDemoWorkflow", Map.of(field, value));

    assertThatExceptionOfType(WorkflowFailedException.class)
        .isThrownBy(() -> workflow.getResult(DurableDemoResult.class))
        .havingCause()
        .withMessageContaining(field);
  }
}
