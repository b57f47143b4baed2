package dev.crashproof.environment.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.environment.DatabaseFaultsContract;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.RestartContract;
import dev.crashproof.environment.Settings;
import dev.crashproof.environment.StartedEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the highest rung: Temporal's own server on the embedded Postgres. */
class EmbeddedServerIT implements RestartContract, DatabaseFaultsContract {
  private static @Nullable StartedEnvironment started;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    Optional<Path> server = ServerBinaries.copiedTo(directory);
    Assumptions.assumeTrue(
        server.isPresent(), "there are no Temporal images here to copy a temporal-server from");
    StartedEnvironment environment =
        new StartedEnvironment(
            () ->
                Settings.fromSystem()
                    .withBackend("embedded")
                    .withTemporalBinary(server.orElseThrow())
                    .withTimerMaxTimeShift(Duration.ofMillis(10)));
    environment.start();
    started = environment;
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.stop();
    }
  }

  @Override
  public Environment environment() {
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started.environment();
  }

  @Test
  void itIsARealServer() {
    assertThat(environment().description().temporal()).contains("temporal-server");
    assertThat(environment().description().comparableTimings()).isTrue();
  }
}
