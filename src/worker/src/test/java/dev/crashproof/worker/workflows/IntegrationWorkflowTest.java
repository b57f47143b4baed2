package dev.crashproof.worker.workflows;

import static dev.crashproof.worker.fixtures.Service.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crashproof.worker.activities.JsonText;
import dev.crashproof.worker.effects.Effect;
import dev.crashproof.worker.fixtures.Service;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an Integration gives, over however many attempts, against a real HTTP server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntegrationWorkflowTest {
  private final Service service;
  private final WorkflowsUnderTest workflows;

  IntegrationWorkflowTest() throws IOException {
    service = new Service();
    workflows = new WorkflowsUnderTest(Map.of("API_BASE_URL", service.url() + "/v1"));
  }

  @AfterAll
  void end() {
    workflows.close();
    service.close();
  }

  private WorkflowStub start(@Nullable Object... input) {
    return workflows.start("IntegrationWorkflow", input);
  }

  private static IntegrationResult result(WorkflowStub workflow) {
    return workflow.getResult(IntegrationResult.class);
  }

  /** By the server's clock, which skips ahead, and after the end too. */
  private static Duration runTime(WorkflowStub workflow) {
    WorkflowExecutionDescription ended = workflow.describe();
    return Duration.between(ended.getStartTime(), ended.getCloseTime());
  }

  private List<Effect> effects(WorkflowStub workflow) {
    String id = workflow.getExecution().getWorkflowId();
    return workflows.effects().all().stream()
        .filter(effect -> effect.source().workflowId().equals(id))
        .toList();
  }

  private static void fails(WorkflowStub workflow, Consumer<ApplicationFailure> failure) {
    assertThatExceptionOfType(WorkflowFailedException.class)
        .isThrownBy(() -> result(workflow))
        .satisfies(
            e -> {
              Throwable cause =
                  e.getCause() instanceof ActivityFailure a ? a.getCause() : e.getCause();
              assertThat(cause).isInstanceOfSatisfying(ApplicationFailure.class, failure);
            });
  }

  @Test
  void itCallsAndKeepsWhatIsWanted() {
    service.answering(answer(201, "{\"id\": 7, \"lines\": [{\"cents\": 3}, {\"cents\": 4}]}"));

    WorkflowStub workflow =
        start(
            Map.of(
                "url",
                "orders",
                "headers",
                Map.of("X-Shop", "a"),
                "body",
                Map.of("item", "lamp"),
                "expression",
                "{order: id, cents: lines[].cents}"));

    assertThat(result(workflow))
        .isEqualTo(new IntegrationResult(201, new JsonText("{\"order\":7,\"cents\":[3,4]}")));
    Service.Request request = service.requests().get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/v1/orders");
    assertThat(request.body()).isEqualTo("{\"item\":\"lamp\"}");
    assertThat(request.header("X-Shop")).isEqualTo("a");
    assertThat(effects(workflow))
        .extracting(effect -> effect.source().activityType())
        .containsExactly("call_api", "transform_data");
  }

  @Test
  void withoutMoreThanAnAddressItPostsNothingAndKeepsAll() {
    service.answering(answer(200, "[1, null]"));

    assertThat(result(start(Map.of("url", service.url() + "/all"))))
        .isEqualTo(new IntegrationResult(200, new JsonText("[1,null]")));
    assertThat(service.requests().get(0).target()).isEqualTo("/all");
  }

  @Test
  void whatHasNoBodyIsNull() {
    service.answering(answer(204, ""));
    IntegrationResult result = result(start(Map.of("url", "/", "method", "DELETE")));
    assertThat(result.status()).isEqualTo(204);
    assertThat(result.data()).isEqualTo(JsonText.NULL);
  }

  @Test
  void attemptsHaveOneKeyAndCallsHaveTheirOwn() {
    service.answering(
        answer(500, ""), answer(503, "", "Retry-After", "2"), answer(429, ""), answer(200, "{}"));

    WorkflowStub first = start(Map.of("url", "a"));
    result(first);
    List<Service.Request> attempts = List.copyOf(service.requests());
    WorkflowStub second = start(Map.of("url", "a"));
    result(second);

    String key = effects(first).get(0).key();
    assertThat(key)
        .startsWith(
            first.getExecution().getWorkflowId() + "/" + first.getExecution().getRunId() + "/");
    assertThat(attempts).extracting(r -> r.header("Idempotency-Key")).containsOnly(key);
    assertThat(attempts)
        .extracting(r -> r.header("Activity-Attempt"))
        .containsExactly("1", "2", "3", "4");
    assertThat(attempts)
        .extracting(r -> r.header("Workflow-Id"))
        .containsOnly(first.getExecution().getWorkflowId());
    assertThat(service.requests().get(4).header("Idempotency-Key"))
        .isEqualTo(effects(second).get(0).key())
        .isNotEqualTo(key);
    assertThat(effects(first)).hasSize(2);
  }

  @Test
  void retryAfterIsWaitedFor() {
    service.answering(answer(503, "", "Retry-After", "1800"), answer(200, "{}"));

    WorkflowStub workflow = start(Map.of("url", "/"));
    result(workflow);

    assertThat(runTime(workflow)).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(31));
  }

  @Test
  void aServiceThatStaysAwayEndsTheWorkflowWithItsWords() {
    service.answering(answer(503, ""));

    WorkflowStub workflow = start(Map.of("url", "/"));
    fails(
        workflow,
        failure -> {
          assertThat(failure.getType()).isEqualTo("ApiUnavailable");
          assertThat(failure.getOriginalMessage())
              .isEqualTo("POST " + service.url() + "/ answered 503: it is tried again");
        });

    assertThat(runTime(workflow)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    assertThat(service.requests().size()).isGreaterThan(100);
  }

  @Test
  void aRefusalEndsTheWorkflowAtTheFirstAttempt() {
    service.answering(answer(404, ""));
    WorkflowStub workflow = start(Map.of("url", "/"));
    fails(workflow, failure -> assertThat(failure.getType()).isEqualTo("ApiRefused"));
    assertThat(service.requests()).hasSize(1);
    assertThat(effects(workflow)).isEmpty();
  }

  @Test
  void anExpressionThatIsWrongEndsTheWorkflowAtTheFirstAttempt() {
    service.answering(answer(200, "{}"));
    WorkflowStub workflow = start(Map.of("url", "/", "expression", "a["));
    fails(workflow, failure -> assertThat(failure.getType()).isEqualTo("ExpressionRefused"));
    assertThat(effects(workflow)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "url, '', url is missing: say what to call",
    "url, ftp://h/, url has a scheme other than http and https: begin it with one of them",
    "method, BREW, 'method is none of GET, POST, PUT, PATCH, DELETE, HEAD'",
    "timeout, PT0S, 'timeout is PT0S, not between PT0.001S and PT10M'",
    "timeout, PT11M, 'timeout is PT11M, not between PT0.001S and PT10M'",
    "expression, ' ', 'expression is blank, too long or holds a NUL character'",
  })
  void nonsenseFailsAtOnceAndForGood(String field, String value, String complaint) {
    service.answering(answer(200, "{}"));
    Map<String, String> input = new HashMap<>(Map.of("url", "/"));
    input.put(field, value);
    fails(
        start(input),
        failure -> {
          assertThat(failure.getType()).isEqualTo("InvalidInput");
          assertThat(failure.getOriginalMessage()).isEqualTo("invalid input: " + complaint);
        });
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void withoutAnInputThereIsNothingToCall() {
    for (Object[] input : new Object[][] {{}, {null}, {Map.of()}, {Map.of("method", "GET")}}) {
      fails(
          start(input),
          failure ->
              assertThat(failure.getOriginalMessage())
                  .isEqualTo("invalid input: url is missing: say what to call"));
    }
  }

  @Test
  void headersThatCannotBeSentAreRefusedWithoutTheirValues() {
    fails(
        start(Map.of("url", "/", "headers", Map.of("X-Key", "secret\r\nHost: other"))),
        failure ->
            assertThat(failure.getOriginalMessage())
                .startsWith("invalid input: headers has a value of X-Key that is")
                .doesNotContain("secret"));
  }
}
