package dev.crashproof.worker.effects;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Effects as rows of Postgres, in the tables that {@link Schema} brings. */
public final class PostgresEffects implements Effects {

  // One statement is one transaction and one round trip. A second attempt at the same time waits on
  // the primary key until
  // the first has committed, and then finds it.
  private static final String RECORD =
      """
      with effect as (
        insert into effects (effect_key, workflow_id, run_id, activity_id, activity_type, content)
        values (?, ?, ?, ?, ?, ?::jsonb)
        on conflict (effect_key) do nothing
        returning effect_key
      )
      insert into attempts
        (effect_key, workflow_id, run_id, activity_id, activity_type, attempt, worker, applied)
      values (?, ?, ?, ?, ?, ?, ?, exists (select from effect))
      returning applied
      """;

  private final DataSource database;
  private final String worker;

  /**
   * Effects in this database.
   *
   * @param worker the identity that attempts are recorded under
   */
  public PostgresEffects(DataSource database, String worker) {
    this.database = database;
    this.worker = worker;
  }

  @Override
  public boolean record(Effect effect) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(RECORD)) {
      int next = identify(statement, 1, effect);
      statement.setString(next++, effect.content());
      next = identify(statement, next, effect);
      statement.setInt(next++, effect.source().attempt());
      statement.setString(next, worker);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new EffectException(effect, e);
    }
  }

  private static int identify(PreparedStatement statement, int first, Effect effect)
      throws SQLException {
    Effect.Source source = effect.source();
    int next = first;
    statement.setString(next++, effect.key());
    statement.setString(next++, source.workflowId());
    statement.setString(next++, source.runId());
    statement.setString(next++, source.activityId());
    statement.setString(next++, source.activityType());
    return next;
  }
}
