package dev.crashproof.environment.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.environment.DatabaseFaultsContract;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Environments;
import dev.crashproof.environment.HarnessJvm;
import dev.crashproof.environment.PausableDatabase;
import dev.crashproof.environment.Progress;
import dev.crashproof.environment.Settings;
import dev.crashproof.environment.StartedEnvironment;
import dev.crashproof.process.Run;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On whatever rung this machine has. */
class EmbeddedIT implements DatabaseFaultsContract {
  private static final StartedEnvironment STARTED = new StartedEnvironment(EmbeddedIT::embedded);

  @BeforeAll
  static void start() {
    STARTED.start();
  }

  @AfterAll
  static void stop() {
    STARTED.stop();
  }

  @Override
  public Environment environment() {
    return STARTED.environment();
  }

  @Test
  void closeLeavesNothing(@TempDir Path base) {
    try (Run run = StartedEnvironment.openRun(base)) {
      Environment second = Environments.start(embedded(), run, Progress.silent());
      String jdbcUrl = second.newDatabase("second").jdbcUrl();

      ((PausableDatabase) second).pauseDatabase();
      second.close();

      assertNobodyListens(second.temporalAddress(), jdbcUrl);
    }
    assertThat(base).isDirectoryNotContaining("glob:**postmaster.pid");
  }

  @Test
  void aKilledHarnessLeavesNothingAfterTheNextStart(@TempDir Path base) throws Exception {
    try (HarnessJvm harness = HarnessJvm.start(base, Map.of(), embedded())) {
      String[] ready = harness.await("READY ").split(" ", -1);
      harness.killAlone();

      StartedEnvironment.openRun(base).close();

      assertNobodyListens(ready[1], ready[2]);
      assertThat(base.resolve(ready[0])).doesNotExist();
    }
  }

  @Test
  void aPortThatIsTakenIsNamed(@TempDir Path base) throws Exception {
    try (ServerSocket taken = new ServerSocket(0);
        Run run = StartedEnvironment.openRun(base)) {
      Settings defaults = embedded();
      Settings settings =
          new Settings(
              defaults.backend(),
              defaults.images(),
              defaults.temporalBinary(),
              defaults.download(),
              defaults.temporalAddress(),
              defaults.postgres(),
              defaults.temporalPort(),
              OptionalInt.of(taken.getLocalPort()),
              defaults.timerMaxTimeShift(),
              defaults.guard());

      assertThatThrownBy(() -> Environments.start(settings, run, Progress.silent()))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + " is taken")
          .hasMessageContaining("crashproof.postgres.port");
    }
  }

  private static void assertNobodyListens(String temporalAddress, String jdbcUrl) {
    assertThat(listens(URI.create("tcp://" + temporalAddress).getPort())).isFalse();
    assertThat(listens(URI.create(jdbcUrl.substring("jdbc:".length())).getPort())).isFalse();
  }

  private static boolean listens(int port) {
    return !dev.crashproof.environment.servers.FreePorts.free(port);
  }

  private static Settings embedded() {
    return Settings.fromSystem().withBackend("embedded");
  }
}
