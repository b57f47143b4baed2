package dev.crashproof.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class RerunLineTest {
  private static final SweepName SUREFIRE = new SweepName(RerunLineTest.class, "survives");

  @Test
  void surefireIsToldTheTest() {
    assertThat(line(SUREFIRE, "surefire.test.class.path").of("before Respond charge#1"))
        .isEqualTo(
            "mvn test -Dtest='RerunLineTest#survives' -Dsurefire.failIfNoSpecifiedTests=false"
                + " '-Dcrashproof.point=before Respond charge#1'");
  }

  @Test
  void failsafeIsToldTheIntegrationTest() {
    assertThat(
            line(new SweepName(OrderCrashIT.class, "survives"), "surefire.test.class.path")
                .of("idle"))
        .isEqualTo(
            "mvn verify -Dit.test='RerunLineTest$OrderCrashIT#survives'"
                + " -Dfailsafe.failIfNoSpecifiedTests=false '-Dcrashproof.point=idle'");
  }

  @Test
  void gradleIsToldByAVariableSinceItKeepsPropertiesToItself() {
    assertThat(line(SUREFIRE, "org.gradle.test.worker").of("idle"))
        .isEqualTo("CRASHPROOF_POINT='idle' gradle test --tests '*RerunLineTest.survives'");
  }

  @Test
  void anyOtherLauncherIsToldTheTestAndTheProperty() {
    assertThat(line(SUREFIRE, "java.version").of("idle"))
        .isEqualTo("run RerunLineTest#survives with '-Dcrashproof.point=idle'");
  }

  @Test
  void quotesInANameReachTheShellAsTheyAre() {
    assertThat(line(SUREFIRE, "java.version").of("http charge#1 GET /it's #1"))
        .endsWith("'-Dcrashproof.point=http charge#1 GET /it'\\''s #1'");
  }

  private static RerunLine line(SweepName sweep, String property) {
    Properties launcher = new Properties();
    launcher.setProperty(property, "x");
    return new RerunLine(sweep, launcher);
  }

  private static final class OrderCrashIT {}
}
