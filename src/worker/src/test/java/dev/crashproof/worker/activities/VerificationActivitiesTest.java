package dev.crashproof.worker.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crashproof.worker.effects.Effect;
import dev.crashproof.worker.fixtures.EffectsInMemory;
import dev.crashproof.worker.source.Finding;
import dev.crashproof.worker.source.SourceFile;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the activities find, what they leave, and what they refuse for good. */
class VerificationActivitiesTest {
  private static final SourceFile FLAWED =
      new SourceFile("A.java", "class A { boolean f(String s) { return s == \"a\"; } }");

  private final EffectsInMemory effects = new EffectsInMemory();
  private TestActivityEnvironment environment;
  private VerificationActivities activities;

  @BeforeEach
  void begin() {
    environment = TestActivityEnvironment.newInstance();
    environment.registerActivitiesImplementations(new VerificationActivitiesImpl(effects));
    activities = environment.newActivityStub(VerificationActivities.class);
  }

  @AfterEach
  void end() {
    environment.close();
  }

  @Test
  void eachLeavesOneEffect() {
    assertThat(activities.validateSyntax(FLAWED)).isEmpty();
    assertThat(activities.checkAst(FLAWED)).map(Finding::rule).containsExactly("string-identity");

    // printf 'class A { boolean f(String s) { return s == "a"; } }' | sha256sum
    String digest = "sha256:6375380dca7495e811b88fecdd4f60876dd69aa6cf8bd4a593645c010d87ae06";
    assertThat(effects.all())
        .map(Effect::content)
        .containsExactly(
            "{\"name\":\"A.java\",\"digest\":\"" + digest + "\",\"problems\":0}",
            "{\"name\":\"A.java\",\"digest\":\"" + digest + "\",\"findings\":1}");
  }

  @Test
  void anotherAttemptFindsTheSame() {
    List<Finding> first = activities.checkAst(FLAWED);

    assertThat(activities.checkAst(FLAWED)).isEqualTo(first);
    assertThat(first)
        .containsExactly(
            new Finding(
                "string-identity",
                Finding.Severity.ERROR,
                1,
                40,
                1,
                47,
                "== asks whether two strings are the same object: use equals"));
  }

  @Test
  void whatIsBeyondALimitIsRefusedForGoodAndLeavesNothing() {
    SourceFile deep = new SourceFile("Deep.java", "class A { int x = " + "(".repeat(100_000));

    assertThatExceptionOfType(ActivityFailure.class)
        .isThrownBy(() -> activities.validateSyntax(deep))
        .havingCause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo("SourceRefused");
              assertThat(failure.isNonRetryable()).isTrue();
              assertThat(failure.getOriginalMessage())
                  .isEqualTo(
                      "Deep.java is nested more than 50 deep at line 1, column 68: take its parts apart");
            });
    assertThat(effects.all()).isEmpty();
  }

  @Test
  void rulesAreForValidSyntaxOnly() {
    assertThatExceptionOfType(ActivityFailure.class)
        .isThrownBy(() -> activities.checkAst(new SourceFile("A.java", "class A {")))
        .havingCause()
        .withMessageContaining("A.java is no valid Java: call validate_syntax before check_ast");
    assertThat(effects.all()).isEmpty();
  }
}
