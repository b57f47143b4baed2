package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crashproof.checker.Expectation;
import dev.crashproof.checker.ExpectedEffect;
import dev.crashproof.environment.Database;
import dev.crashproof.lane.Endpoints;
import dev.crashproof.lane.Subject;
import dev.crashproof.process.Child;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.workload.SqlLedger;
import dev.crashproof.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A worker in another language, with another SDK and another database driver, is swept by the same
 * code: {@code examples/python}, as a stranger would write it.
 */
@ExtendWith(SuiteExtension.class)
@Tag("any-backend")
@Order(7)
class PythonWorkerIT {
  private static final Path EXAMPLE = Path.of("..", "..", "examples", "python").toAbsolutePath();
  private static final Path PLACE = Path.of("target", "python").toAbsolutePath();
  private static final Duration TO_INSTALL = Duration.ofMinutes(5);

  @Test
  void isSweptUnchanged(SuiteRun suite) {
    assumeTrue(suite.sticky(), "UNSUPPORTED: sweeps need a real Temporal server");
    install(suite);
    Database database = suite.environment().newDatabase("python");
    Subject subject =
        new Subject(
            "python",
            PythonWorkerIT::command,
            Workload.of("OrderWorkflow", order()).onServedWorker(),
            expectation(),
            ledger(database),
            Optional.of(database),
            Map.of());

    assertThat(
            Sweeping.of(suite, subject, "PythonWorkerIT", AdrSuite.SWEEP_PYTHON)
                .play(AdrSuite.SWEEP_PYTHON))
        .as("points that are not VALID")
        .isEmpty();
  }

  private static void install(SuiteRun suite) {
    suite.console().step("python: installing what the example needs");
    WorkerCommand setup = WorkerCommand.of(EXAMPLE.resolve("setup").toString(), PLACE.toString());
    try (WorkerProcess process = suite.process("python-setup", setup)) {
      Child child = process.start();
      assertThat(child.awaitExit(TO_INSTALL)).as(String.join("\n", child.tail(20))).isZero();
    }
  }

  private static WorkerCommand command(Endpoints endpoints) {
    Database database = endpoints.requireDatabase();
    return WorkerCommand.of(
            PLACE.resolve("bin").resolve("python").toString(),
            EXAMPLE.resolve("worker.py").toString())
        .with("PYTHONDONTWRITEBYTECODE", "1")
        .with("TEMPORAL_ADDRESS", endpoints.temporalAddress())
        .with("TEMPORAL_NAMESPACE", endpoints.namespace())
        .with("TASK_QUEUE", endpoints.taskQueue())
        .with(
            "DATABASE_URL",
            database
                .jdbcUrl()
                .replaceFirst(
                    "jdbc:postgresql://",
                    "postgresql://%s:%s@".formatted(database.user(), database.password())));
  }

  private static ObjectNode order() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("item", "lamp")
        .put("quantity", 2)
        .put("cents", 1950);
  }

  private static Expectation expectation() {
    return Expectation.result(
            "{\"item\":\"lamp\",\"charged\":3900,\"sent\":\"2 x lamp: 3900 cents\"}")
        .effect(ExpectedEffect.of("reserve_stock#1", "{\"item\":\"lamp\",\"quantity\":2}"))
        .effect(ExpectedEffect.of("charge_card#1", "{\"item\":\"lamp\",\"cents\":3900}"))
        .effect(ExpectedEffect.of("send_receipt#1", "{\"text\":\"2 x lamp: 3900 cents\"}"))
        .inOrder("reserve_stock#1", "charge_card#1", "send_receipt#1");
  }

  private static SqlLedger ledger(Database database) {
    return new SqlLedger(
        database,
        "select effect_key as key, workflow_id, activity_type, attempt, applied"
            + " from order_attempts where workflow_id = ? order by id",
        "select effect_key as key, workflow_id, activity_type, content::text as content"
            + " from order_effects where workflow_id = ? order by recorded_at, effect_key");
  }
}
