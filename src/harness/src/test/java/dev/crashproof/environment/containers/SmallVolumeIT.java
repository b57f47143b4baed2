package dev.crashproof.environment.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Environments;
import dev.crashproof.environment.Progress;
import dev.crashproof.environment.RestartableDatabase;
import dev.crashproof.environment.SessionControl;
import dev.crashproof.environment.Settings;
import dev.crashproof.environment.SmallVolume;
import dev.crashproof.environment.Sql;
import dev.crashproof.environment.StartedEnvironment;
import dev.crashproof.process.Run;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ContainersAsked.class)
class SmallVolumeIT {
  private static final String WRITE =
      "insert into things select repeat('x', 1000) from generate_series(1, 100)";

  @Test
  void aFullVolumeRefusesWritesUntilItIsFreed(@TempDir Path base) throws SQLException {
    try (Run run = StartedEnvironment.openRun(base)) {
      Environment environment =
          Environments.start(
              Settings.fromSystem().withBackend("containers"), run, Progress.silent());
      SmallVolume volume = (SmallVolume) environment;
      int before = ContainersIT.leftOf(run.id()).size();
      Database small = volume.newDatabaseOnSmallVolume("small");
      Database large = environment.newDatabase("large");
      assertThat(ContainersIT.leftOf(run.id())).as("one more, labelled").hasSize(before + 1);
      Sql.execute(small, "create table things (text text)");
      Sql.execute(large, "create table things (text text)");
      Sql.execute(small, WRITE);

      for (int round = 1; round <= 2; round++) {
        volume.fillVolume();
        assertRefused(small);
        Sql.execute(large, WRITE);
        volume.freeVolume();
        Sql.execute(small, WRITE);
      }
      assertThat(Sql.query(small, "select count(*) from things")).isEqualTo("300");

      ((RestartableDatabase) environment).killDatabase();
      assertThat(Sql.query(small, "select count(*) from things")).isEqualTo("300");
      ((RestartableDatabase) environment).startDatabase();
      try (Connection session = Sql.connect(small)) {
        assertThat(((SessionControl) environment).terminateSessions(small)).isEqualTo(1);
        assertThat(session.isValid(5)).isFalse();
      }

      environment.close();

      assertThat(ContainersIT.leftOf(run.id())).isEmpty();
      assertThatThrownBy(volume::fillVolume)
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("was closed");
    }
  }

  private static void assertRefused(Database small) {
    assertThatThrownBy(() -> Sql.execute(small, WRITE))
        .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
        .extracting(SQLException::getSQLState)
        .isEqualTo("53100");
  }
}
