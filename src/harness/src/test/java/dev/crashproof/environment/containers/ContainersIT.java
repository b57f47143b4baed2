package dev.crashproof.environment.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.environment.DatabaseFaultsContract;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Environments;
import dev.crashproof.environment.HarnessJvm;
import dev.crashproof.environment.PausableDatabase;
import dev.crashproof.environment.Progress;
import dev.crashproof.environment.RestartContract;
import dev.crashproof.environment.Settings;
import dev.crashproof.environment.StartedEnvironment;
import dev.crashproof.process.Run;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@ExtendWith(ContainersAsked.class)
@Testcontainers
class ContainersIT implements RestartContract, DatabaseFaultsContract {

  @Container
  private static final StartedEnvironment STARTED =
      new StartedEnvironment(ContainersIT::containers);

  @Override
  public Environment environment() {
    return STARTED.environment();
  }

  @Test
  void everythingCarriesTheRunsLabel() {
    assertThat(leftOf(STARTED.run().id()))
        .as("Postgres, the schema job, the server and the network")
        .hasSize(4);
  }

  @Test
  void closeAndKillAlikeLeaveNothing(@TempDir Path base) throws Exception {
    try (HarnessJvm harness = HarnessJvm.start(base, Map.of(), containers())) {
      String runId = harness.await("READY ").split(" ", -1)[0];
      harness.killAlone();
      assertThat(leftOf(runId)).as("a killed harness can't clean up").isNotEmpty();

      StartedEnvironment.openRun(base).close();

      assertThat(leftOf(runId)).as("the next start does").isEmpty();
    }
    try (Run run = StartedEnvironment.openRun(base)) {
      Environment second = Environments.start(containers(), run, Progress.silent());
      ((PausableDatabase) second).pauseDatabase();
      second.close();
      assertThat(leftOf(run.id())).isEmpty();
    }
  }

  @Test
  void aPortThatIsTakenIsNamedAndNothingIsLeft(@TempDir Path base) throws Exception {
    try (ServerSocket taken = new ServerSocket(0);
        Run run = StartedEnvironment.openRun(base)) {
      Settings settings = withPostgresPort(containers(), taken.getLocalPort());

      assertThatThrownBy(() -> Environments.start(settings, run, Progress.silent()))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + " is taken")
          .hasMessageContaining("crashproof.postgres.port");
      assertThat(leftOf(run.id())).isEmpty();
    }
  }

  @Test
  void anImageThatNobodyHasIsToldWithinTheBound() {
    Engine engine = Engine.connect(Progress.silent());

    assertThat(engine.has("crashproof-offline/never-built:0")).isFalse();
    assertThat(engine.pull("crashproof-offline/never-built:0")).isPresent();
  }

  @Test
  void anEngineThatIsNotRunningIsToldAtOnce(@TempDir Path base) throws Exception {
    String socket = "unix://" + base.resolve("docker.sock");
    try (HarnessJvm harness = HarnessJvm.start(base, Map.of("DOCKER_HOST", socket), containers())) {
      assertThat(harness.await("FAILED "))
          .contains("'containers' was asked for and can't be had")
          .contains("DOCKER_HOST is " + socket)
          .contains("Start Docker");
    }
  }

  private static Settings containers() {
    return Settings.fromSystem().withBackend("containers");
  }

  private static Settings withPostgresPort(Settings settings, int port) {
    return new Settings(
        settings.backend(),
        settings.images(),
        settings.temporalBinary(),
        settings.download(),
        settings.temporalAddress(),
        settings.postgres(),
        settings.temporalPort(),
        OptionalInt.of(port),
        settings.timerMaxTimeShift(),
        settings.guard());
  }

  static List<String> leftOf(String runId) {
    var client = DockerClientFactory.lazyClient();
    var containers =
        client
            .listContainersCmd()
            .withShowAll(true)
            .withLabelFilter(Map.of(Engine.RUN_LABEL, runId))
            .exec();
    var networks =
        client
            .listNetworksCmd()
            .withFilter("label", List.of(Engine.RUN_LABEL + "=" + runId))
            .exec();
    return java.util.stream.Stream.concat(
            containers.stream().map(container -> "container " + container.getImage()),
            networks.stream().map(network -> "network " + network.getName()))
        .toList();
  }
}
