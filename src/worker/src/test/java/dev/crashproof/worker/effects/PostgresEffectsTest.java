package dev.crashproof.worker.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crashproof.worker.fixtures.Postgres;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An effect is there once, every attempt that committed is on record, and both or neither. */
class PostgresEffectsTest {
  private DataSource database;
  private Effects effects;

  @BeforeEach
  void migrate() throws SQLException {
    database = Postgres.dataSource(Postgres.newDatabase());
    Schema.migrate(database);
    effects = new PostgresEffects(database, "worker-1");
  }

  private static Effect.Source attempt(int number) {
    return new Effect.Source("workflow", "run", "activity", "process_data", number);
  }

  private List<String> rows(String query) throws SQLException {
    return Postgres.rows(database, query);
  }

  @Test
  void anEffectIsThereUnderItsKeyWithItsContentAndTheAttemptThatWroteIt() throws SQLException {
    assertThat(effects.record(attempt(1).effect("{\"a\": 1}"))).isTrue();

    assertThat(
            rows(
                "select effect_key, workflow_id, run_id, activity_id, activity_type, content from effects"))
        .containsExactly("workflow/run/activity workflow run activity process_data {\"a\": 1}");
    assertThat(
            rows(
                "select effect_key, workflow_id, run_id, activity_id, activity_type, attempt, applied, worker from attempts"))
        .containsExactly("workflow/run/activity workflow run activity process_data 1 t worker-1");
  }

  @Test
  void aSecondAttemptFindsTheEffectAndChangesNothingOfIt() throws SQLException {
    effects.record(attempt(1).effect("{\"a\": 1}"));

    assertThat(effects.record(attempt(2).effect("{\"a\": 2}"))).isFalse();

    assertThat(rows("select content from effects")).containsExactly("{\"a\": 1}");
    assertThat(rows("select attempt, applied from attempts order by id"))
        .containsExactly("1 t", "2 f");
  }

  @Test
  void eachStepIsAnEffectBesideTheActivitysOwn() throws SQLException {
    effects.record(attempt(1).step(1, "{}"));
    effects.record(attempt(1).step(2, "{}"));
    effects.record(attempt(1).effect("{}"));

    assertThat(rows("select effect_key from effects order by recorded_at"))
        .containsExactly(
            "workflow/run/activity#step-1",
            "workflow/run/activity#step-2",
            "workflow/run/activity");
  }

  @Test
  void ofAttemptsAtOnceExactlyOneApplies() throws Exception {
    int attempts = 8;
    ExecutorService threads = Executors.newFixedThreadPool(attempts);
    try {
      List<Callable<Boolean>> tries =
          IntStream.rangeClosed(1, attempts)
              .mapToObj(n -> (Callable<Boolean>) () -> effects.record(attempt(n).effect("{}")))
              .toList();
      List<Boolean> applied =
          threads.invokeAll(tries).stream().map(PostgresEffectsTest::result).toList();
      assertThat(applied).filteredOn(one -> one).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(rows("select count(*) from effects")).containsExactly("1");
    assertThat(rows("select count(*), count(*) filter (where applied) from attempts"))
        .containsExactly("8 1");
  }

  private static boolean result(Future<Boolean> done) {
    try {
      return done.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void contentThatPostgresCannotKeepIsRefusedForGoodAndLeavesNoAttempt() throws SQLException {
    Effect effect = attempt(1).effect("{\"a\": \"\\u0000\"}");

    assertThatExceptionOfType(EffectException.class)
        .isThrownBy(() -> effects.record(effect))
        .matches(EffectException::lasting)
        .withMessageContaining("workflow/run/activity");
    assertThat(rows("select count(*) from attempts")).containsExactly("0");
  }

  @Test
  void aTableThatIsNotThereMayComeBackSoAnotherAttemptMakesSense() throws SQLException {
    Effects elsewhere =
        new PostgresEffects(Postgres.dataSource(Postgres.newDatabase()), "worker-1");

    assertThatExceptionOfType(EffectException.class)
        .isThrownBy(() -> elsewhere.record(attempt(1).effect("{}")))
        .matches(e -> !e.lasting());
  }
}
