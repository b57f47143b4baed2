package dev.crashproof.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatabaseTest {
  private static Database at(String url) {
    return new Database(url, "user", "password");
  }

  @Test
  void tellsItsServer() {
    Database database = at("jdbc:postgresql://db.example:5433/orders?ssl=false");

    assertThat(database.host()).isEqualTo("db.example");
    assertThat(database.port()).isEqualTo(5433);
  }

  @Test
  void hasPostgresStandardPortWhereNoneIsGiven() {
    assertThat(at("jdbc:postgresql://localhost/orders").port()).isEqualTo(5432);
  }

  @Test
  void isReachedElsewhereWithAllElseUnchanged() {
    assertThat(at("jdbc:postgresql://localhost:5432/orders?ssl=false").at("127.0.0.1:40001"))
        .isEqualTo(at("jdbc:postgresql://127.0.0.1:40001/orders?ssl=false"));
  }

  @Test
  void refusesAnAddressOfNoOneServer() {
    assertThatThrownBy(at("jdbc:postgresql://a:1,b:2/orders")::host)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("names no one server");
  }
}
