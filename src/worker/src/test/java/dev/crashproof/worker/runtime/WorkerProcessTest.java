package dev.crashproof.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.worker.fixtures.Backend;
import dev.crashproof.worker.fixtures.Postgres;
import dev.crashproof.worker.roles.Role;
import dev.crashproof.worker.roles.Roles;
import dev.crashproof.worker.settings.Setting;
import dev.crashproof.worker.settings.SettingsException;
import dev.crashproof.worker.settings.WorkerSettings;
import dev.crashproof.worker.workflows.DurableDemoInput;
import io.temporal.client.WorkflowStub;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker joins when it can, ends when it is told, and lets what runs finish. */
class WorkerProcessTest {
  private int port;
  private String database = "";

  @BeforeEach
  void places() throws Exception {
    port = Backend.freePort();
    database = Postgres.newDatabase();
  }

  private WorkerSettings settings(String databaseUrl, String drainTimeout)
      throws SettingsException {
    return WorkerSettings.read(
        Map.of(
            Setting.ADDRESS,
            Backend.address(port),
            Setting.DATABASE_URL,
            databaseUrl,
            Setting.DRAIN_TIMEOUT,
            drainTimeout,
            Setting.RECOVERY_DIRECTORY,
            "off"),
        Map.of());
  }

  private static CompletableFuture<Boolean> begin(WorkerProcess worker) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return worker.start();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void aWorkerThatComesBeforeItsServerJoinsWhenTheServerIsThere() throws Exception {
    WorkerProcess worker =
        new WorkerProcess(settings(Postgres.url(database), "5s"), Roles.standard());
    CompletableFuture<Boolean> polls = begin(worker);
    // The database is joined meanwhile: its schema is there before any server is.
    DataSource tables = Postgres.dataSource(database);
    Awaitility.await()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(Postgres.rows(tables, "select count(*) from effects"))
                    .containsExactly("0"));
    assertThat(polls).isNotDone();

    try (Backend backend = new Backend(port)) {
      assertThat(polls.get(20, TimeUnit.SECONDS)).isTrue();
      WorkflowStub workflow = backend.workflow("DurableDemoWorkflow");
      workflow.start(new DurableDemoInput("demo", Duration.ofMillis(1), 1, Duration.ofMillis(1)));
      assertThat(workflow.getResult(20, TimeUnit.SECONDS, Object.class)).isNotNull();
      assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);
    }
    assertThat(Postgres.rows(tables, "select count(*) from effects")).containsExactly("4");
  }

  @Test
  void effectsGoThroughTheirDecoration() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (Backend backend = new Backend(port)) {
      WorkerProcess worker =
          new WorkerProcess(
              settings(Postgres.url(database), "5s"),
              Roles.standard(),
              effects ->
                  effect -> {
                    seen.add(effect.source().activityType());
                    return effects.record(effect);
                  });
      assertThat(worker.start()).isTrue();
      WorkflowStub workflow = backend.workflow("DurableDemoWorkflow");
      workflow.start(new DurableDemoInput("demo", Duration.ofMillis(1), 1, Duration.ofMillis(1)));
      assertThat(workflow.getResult(20, TimeUnit.SECONDS, Object.class)).isNotNull();
      assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);
    }
    assertThat(seen)
        .containsExactly(
            "process_data", "long_running_task", "long_running_task", "send_notification");
    assertThat(rows("select count(*) from effects")).isEqualTo("4");
  }

  @Test
  void aWorkerThatWaitsForItsServerStopsAtOnce() throws Exception {
    WorkerProcess worker =
        new WorkerProcess(settings(Postgres.url(database), "5s"), Roles.standard());
    CompletableFuture<Boolean> polls = begin(worker);

    assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);
    assertThat(polls.get(10, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void aWorkerThatWaitsForItsDatabaseStopsAtOnce() throws Exception {
    String nobody = "jdbc:postgresql://localhost:" + Backend.freePort() + "/none";
    try (Backend backend = new Backend(port)) {
      assertThat(backend).isNotNull();
      WorkerProcess worker = new WorkerProcess(settings(nobody, "5s"), Roles.standard());
      CompletableFuture<Boolean> polls = begin(worker);

      assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);
      assertThat(polls.get(10, TimeUnit.SECONDS)).isFalse();
    }
  }

  @Test
  void aDrainLetsTheRunningActivityFinish() throws Exception {
    try (Backend backend = new Backend(port)) {
      WorkerProcess worker =
          new WorkerProcess(settings(Postgres.url(database), "20s"), Roles.standard());
      assertThat(worker.start()).isTrue();
      startLongTask(backend, 10);

      assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);

      assertThat(rows("select count(*) from effects where activity_type = 'long_running_task'"))
          .isEqualTo("11");
      assertThat(rows("select max(attempt) from attempts")).isEqualTo("1");
    }
  }

  @Test
  void aDrainEndsAtItsBoundAndSaysThatSomethingStillRan() throws Exception {
    try (Backend backend = new Backend(port)) {
      WorkerProcess worker =
          new WorkerProcess(settings(Postgres.url(database), "100ms"), Roles.standard());
      assertThat(worker.start()).isTrue();
      startLongTask(backend, 100);

      assertThat(worker.stop()).isEqualTo(ExitCode.DRAIN_TIMED_OUT);
    }
  }

  /** Workflow code that is as slow as cold code is on a busy machine. */
  @WorkflowInterface
  public interface Slow {
    @WorkflowMethod
    int run();
  }

  /** Counts how often it was begun: a workflow task that fails has it begin again. */
  public static final class SlowImpl implements Slow {
    private static final AtomicInteger BEGUN = new AtomicInteger();

    @Override
    public int run() {
      // More than the SDK's own second, and without a yield.
      long until = System.nanoTime() + 1_500_000_000L;
      int begun = BEGUN.incrementAndGet();
      while (System.nanoTime() - until < 0) {
        Thread.onSpinWait();
      }
      return begun;
    }
  }

  @Test
  void slowWorkflowCodeIsNoDeadlock() throws Exception {
    Role slow = new Role("slow", "default", Set.of(SlowImpl.class), List.of(), Role.USUAL_SLOTS);
    WorkerSettings settings =
        WorkerSettings.read(
            Map.of(
                Setting.ADDRESS,
                Backend.address(port),
                Setting.DATABASE_URL,
                Postgres.url(database),
                Setting.ROLES,
                "slow",
                Setting.RECOVERY_DIRECTORY,
                "off"),
            Map.of());
    try (Backend backend = new Backend(port)) {
      WorkerProcess worker = new WorkerProcess(settings, Roles.standard().with(slow));
      assertThat(worker.start()).isTrue();
      // The warm-up begins it too.
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> SlowImpl.BEGUN.get() == 1);
      WorkflowStub workflow = backend.workflow("Slow");
      workflow.start();

      assertThat(workflow.getResult(20, TimeUnit.SECONDS, Integer.class)).isEqualTo(2);
      assertThat(SlowImpl.BEGUN).hasValue(2);
      assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);
    }
  }

  /** Starts a demo and waits until its long task has begun. */
  private void startLongTask(Backend backend, int steps) {
    backend
        .workflow("DurableDemoWorkflow")
        .start(new DurableDemoInput("demo", Duration.ofMillis(1), steps, Duration.ofMillis(100)));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                !rows("select count(*) from effects where effect_key like '%#step-%'").equals("0"));
  }

  private String rows(String query) throws Exception {
    return Postgres.rows(Postgres.dataSource(database), query).get(0);
  }
}
