package dev.crashproof.environment.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.EnvironmentException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresServerTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://h:1/postgres, jdbc:postgresql://h:1/mine",
    "jdbc:postgresql://h:1/postgres?ssl=true, jdbc:postgresql://h:1/mine?ssl=true",
    "jdbc:postgresql://h:1/, jdbc:postgresql://h:1/mine",
    "jdbc:postgresql://h:1, jdbc:postgresql://h:1/mine"
  })
  void anAddressLeadsToAnotherDatabaseOfTheSameServer(String address, String expected) {
    assertThat(PostgresServer.withDatabase(address, "mine")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "9lives", "Upper", "quote\"d", "drop table;--"})
  void refusesANameThatWouldNeedQuoting(String prefix) {
    assertThatThrownBy(() -> nowhere().newDatabase(prefix))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("'" + prefix + "'");
  }

  @Test
  void oneThatNeverAnswersIsGivenUpWithItsReason() {
    assertThatThrownBy(() -> nowhere().awaitAnswer(Duration.ofMillis(200), () -> {}))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/postgres")
        .hasMessageContaining("refused");
  }

  @Test
  void aProcessThatDiedEndsTheWait() {
    assertThatThrownBy(
            () ->
                nowhere()
                    .awaitAnswer(
                        Duration.ofMinutes(5),
                        () -> {
                          throw new EnvironmentException("it exited");
                        }))
        .isInstanceOf(EnvironmentException.class)
        .hasMessage("it exited");
  }

  /** Port 1 refuses connections. */
  private static PostgresServer nowhere() {
    return new PostgresServer(
        new Database("jdbc:postgresql://127.0.0.1:1/postgres", "nobody", "none"));
  }
}
