package dev.crashproof.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.crashproof.checker.Expectation;
import dev.crashproof.checker.ExpectedEffect;
import dev.crashproof.environment.Database;
import dev.crashproof.junit.CrashSweep;
import dev.crashproof.junit.SweepSetup;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.workload.SqlLedger;
import dev.crashproof.workload.Workload;

// What docs/junit.md shows: compiled here, and held against the page by JUnitPageTest. It is not
// run
// here, where no Python is asked for.
// tag::sweep
class OrderCrashExample {
  private static final String ATTEMPTS =
      "select effect_key as key, workflow_id, activity_type, attempt, applied"
          + " from order_attempts where workflow_id = ? order by id";
  private static final String EFFECTS =
      "select effect_key as key, workflow_id, activity_type, content::text as content"
          + " from order_effects where workflow_id = ? order by recorded_at, effect_key";

  private static final JsonNode TWO_LAMPS =
      JsonNodeFactory.instance
          .objectNode()
          .put("item", "lamp")
          .put("quantity", 2)
          .put("cents", 1950);

  @CrashSweep
  void survivesEveryCrash(SweepSetup sweep) {
    Database orders = sweep.newDatabase();
    sweep
        .worker(
            at ->
                WorkerCommand.of("python3", "examples/python/worker.py")
                    .with("TEMPORAL_ADDRESS", at.temporalAddress())
                    .with("TEMPORAL_NAMESPACE", at.namespace())
                    .with("TASK_QUEUE", at.taskQueue())
                    .with("DATABASE_URL", at.requireDatabase().jdbcUrl().replace("jdbc:", ""))
                    .with("PGUSER", at.requireDatabase().user())
                    .with("PGPASSWORD", at.requireDatabase().password()))
        .workload(Workload.of("OrderWorkflow", TWO_LAMPS))
        .database(orders)
        .ledger(new SqlLedger(orders, ATTEMPTS, EFFECTS))
        .expect(
            Expectation.result(
                    """
                    {"item": "lamp", "charged": 3900, "sent": "2 x lamp: 3900 cents"}""")
                .effect(
                    ExpectedEffect.of("reserve_stock#1", "{\"item\": \"lamp\", \"quantity\": 2}"))
                .effect(ExpectedEffect.of("charge_card#1", "{\"item\": \"lamp\", \"cents\": 3900}"))
                .effect(ExpectedEffect.of("send_receipt#1", "{\"text\": \"2 x lamp: 3900 cents\"}"))
                .inOrder("reserve_stock#1", "charge_card#1", "send_receipt#1"));
  }
}
// end::sweep
