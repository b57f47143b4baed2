package dev.crashproof.worker.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crashproof.worker.fixtures.Backend;
import dev.crashproof.worker.fixtures.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker under its supervisor, as the distribution has them. */
class SupervisorIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern READY = Pattern.compile("crashproof-worker ready: .*, pid (\\d+)");
  private static final Distribution DISTRIBUTION =
      new Distribution(Path.of("target", "dist").toAbsolutePath());

  private final Backend backend;
  private final Map<String, String> environment = new HashMap<>();

  SupervisorIT() throws Exception {
    int port = Backend.freePort();
    backend = new Backend(port);
    environment.put("TEMPORAL_ADDRESS", Backend.address(port));
    environment.put("DATABASE_URL", Postgres.url(Postgres.newDatabase()));
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void aKilledWorkerComesBackAndSigtermEndsBothWithItsExitCode(@TempDir Path folder)
      throws Exception {
    try (WorkerRun supervisor = WorkerRun.start(DISTRIBUTION.supervisor(), folder, environment)) {
      long first = awaitWorker(supervisor, 1);
      assertThat(first).isNotEqualTo(supervisor.handle().pid());
      assertThat(supervisor.handle().children().map(ProcessHandle::pid)).containsExactly(first);

      ProcessHandle.of(first).orElseThrow().destroyForcibly();

      long second = awaitWorker(supervisor, 2);
      assertThat(supervisor.err()).contains("process " + first + " died of signal 9");
      // Of a queue and whatever task it held: told by the supervisor or by its heir.
      await().atMost(PATIENCE).until(() -> journals(folder).size() == 1);
      supervisor.terminate();
      assertThat(supervisor.awaitExit(PATIENCE)).isZero();
      assertThat(ProcessHandle.of(second)).isEmpty();
      assertThat(folder.resolve("journals")).isEmptyDirectory();
    }
  }

  @Test
  void aWrongSettingIsNotTriedAgain(@TempDir Path folder) throws Exception {
    try (WorkerRun supervisor =
        WorkerRun.start(DISTRIBUTION.supervisor(), folder, environment, "--task-queue= ")) {
      assertThat(supervisor.awaitExit(PATIENCE)).isEqualTo(2);
      assertThat(supervisor.err()).contains("--task-queue (from the command line) is blank");
    }
  }

  @Test
  void whatOnlyShowsSomethingIsShownAndOver(@TempDir Path folder) throws Exception {
    try (WorkerRun supervisor =
        WorkerRun.start(DISTRIBUTION.supervisor(), folder, environment, "--version")) {
      assertThat(supervisor.awaitExit(PATIENCE)).isZero();
      assertThat(supervisor.out()).startsWith("crashproof-worker ");
    }
  }

  private static List<Path> journals(Path folder) throws Exception {
    try (var files = Files.list(folder.resolve("journals"))) {
      return files.filter(file -> file.toString().endsWith(".journal")).toList();
    }
  }

  /** The pid of the nth worker, once it polls. */
  private static long awaitWorker(WorkerRun supervisor, int nth) {
    List<MatchResult> ready =
        await()
            .atMost(PATIENCE)
            .until(
                () -> READY.matcher(supervisor.out()).results().toList(),
                lines -> lines.size() >= nth);
    return Long.parseLong(ready.get(nth - 1).group(1));
  }
}
