package dev.crashproof.worker.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crashproof.worker.effects.Effect;
import dev.crashproof.worker.source.Finding;
import dev.crashproof.worker.workflows.VerificationResult.Status;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which verdict which source gets, and by which activities. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerificationWorkflowTest {
  private final WorkflowsUnderTest workflows = new WorkflowsUnderTest();

  @AfterAll
  void end() {
    workflows.close();
  }

  private WorkflowStub start(@Nullable Object... input) {
    return workflows.start("VerificationWorkflow", input);
  }

  private static VerificationResult result(WorkflowStub workflow) {
    return workflow.getResult(VerificationResult.class);
  }

  private List<String> activitiesOf(WorkflowStub workflow) {
    String id = workflow.getExecution().getWorkflowId();
    return workflows.effects().all().stream()
        .map(Effect::source)
        .filter(source -> source.workflowId().equals(id))
        .map(Effect.Source::activityType)
        .toList();
  }

  private static ThrowableAssertAlternative<?> failure(WorkflowStub workflow) {
    return assertThatExceptionOfType(WorkflowFailedException.class)
        .isThrownBy(() -> result(workflow))
        .havingRootCause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isTrue());
  }

  @Test
  void withoutAnyInputASoundClassIsJudged() {
    WorkflowStub workflow = start();
    VerificationResult clean =
        new VerificationResult(
            Status.CLEAN,
            List.of(),
            // printf 'class Demo {\n  String greet(String name) {\n    return "Hello, " +
            // name;\n  }\n}\n' | sha256sum
            "sha256:acc92700bf437b2d2bfeff4ba094745dc53ba80933702cbd4cbc4bd8a134a9f8");

    assertThat(result(workflow)).isEqualTo(clean);
    assertThat(activitiesOf(workflow)).containsExactly("validate_syntax", "check_ast");
    assertThat(result(start((Object) null))).isEqualTo(clean);
    assertThat(result(start(Map.of("name", "Other.java")))).isEqualTo(clean);
  }

  @Test
  void whatIsJavaButNotRightIsFlagged() {
    VerificationResult result =
        result(start(new VerificationInput("A.java", "class A {\n  private int x;\n}")));

    assertThat(result.status()).isEqualTo(Status.FLAGGED);
    assertThat(result.findings())
        .containsExactly(
            new Finding(
                "unused-private-field",
                Finding.Severity.WARNING,
                2,
                15,
                2,
                15,
                "x is never used: remove it"));
  }

  @Test
  void ofWhatIsNoJavaTheTreeIsNotAskedFor() {
    WorkflowStub workflow = start(Map.of("source", "class A {\n  int x = ;\n}"));

    VerificationResult result = result(workflow);

    assertThat(result.status()).isEqualTo(Status.INVALID_SYNTAX);
    assertThat(result.findings())
        .containsExactly(
            new Finding(
                "syntax",
                Finding.Severity.ERROR,
                2,
                11,
                2,
                11,
                "unexpected ';', expected an expression"));
    assertThat(activitiesOf(workflow)).containsExactly("validate_syntax");
  }

  @Test
  void nonsenseFailsAtOnceAndForGood() {
    failure(start(Map.of("name", " ")))
        .withMessageContaining("invalid input: name is blank, too long or holds a NUL character");
    failure(start(Map.of("source", "x".repeat(262_145))))
        .withMessageContaining("invalid input: source has 262145 characters, more than 262144");
  }

  @Test
  void aSourceThatIsNestedTooDeeplyFailsTheWorkflowAndTheNextOneIsJudged() {
    WorkflowStub deep = start(Map.of("source", "class A { int x = " + "(".repeat(50_000)));

    failure(deep).withMessageContaining("Demo.java is nested more than 50 deep at line 1");
    assertThat(result(start()).status()).isEqualTo(Status.CLEAN);
  }
}
