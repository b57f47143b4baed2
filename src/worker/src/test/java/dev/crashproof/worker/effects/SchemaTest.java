package dev.crashproof.worker.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.worker.fixtures.Postgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Migrations run when there is something to migrate, once, and cost a start nothing when there is
 * not.
 */
class SchemaTest {

  @Test
  void theVersionIsThatOfTheNewestMigration() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
      List<Integer> versions =
          files
              .map(file -> file.getFileName().toString().replaceAll("^V(\\d+)__.*\\.sql$", "$1"))
              .map(Integer::valueOf)
              .toList();
      assertThat(versions).isNotEmpty();
      assertThat(versions.stream().max(Integer::compare)).contains(Integer.valueOf(Schema.VERSION));
    }
  }

  @Test
  void anEmptyDatabaseIsMigratedAndThenThereIsNothingToDo() throws Exception {
    DataSource database = Postgres.dataSource(Postgres.newDatabase());

    assertThat(Schema.migrate(database)).isTrue();
    assertThat(Schema.migrate(database)).isFalse();
  }

  @Test
  void anotherApplicationsTablesStandInNobodysWay() throws Exception {
    DataSource database = Postgres.dataSource(Postgres.newDatabase());
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table somebody_elses (id int)");
      statement.execute("create table flyway_schema_history (id int)");
    }

    assertThat(Schema.migrate(database)).isTrue();
    assertThat(Schema.migrate(database)).isFalse();
  }

  @Test
  void workersThatStartAtOnceMigrateOnce() throws Exception {
    DataSource database = Postgres.dataSource(Postgres.newDatabase());
    int workers = 4;
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      Callable<Boolean> start = () -> Schema.migrate(database);
      for (Future<Boolean> done : threads.invokeAll(List.of(start, start, start, start))) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(
            Postgres.rows(
                database,
                "select version from " + Schema.HISTORY_TABLE + " where version = '1' and success"))
        .containsExactly("1");
    assertThat(Schema.isCurrent(database)).isTrue();
  }

  @Test
  void aStartWithNothingToMigrateLoadsNothingOfFlyway() throws Exception {
    DataSource database = Postgres.dataSource(Postgres.newDatabase());
    Schema.migrate(database);

    WithoutFlyway loader = new WithoutFlyway();
    Object migrated =
        loader
            .loadClass(Schema.class.getName())
            .getMethod("migrate", DataSource.class)
            .invoke(null, database);

    assertThat(migrated).isEqualTo(false);
    assertThat(loader.loaded)
        .contains(Schema.class.getName())
        .doesNotContain(Migrations.class.getName());
  }

  /** Loads this room's classes anew, and nothing of Flyway at all. */
  private static final class WithoutFlyway extends ClassLoader {
    private final List<String> loaded = new ArrayList<>();

    WithoutFlyway() {
      super(SchemaTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.flywaydb")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith(Schema.class.getPackageName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known != null ? known : define(name);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = Objects.requireNonNull(file, name).readAllBytes();
        loaded.add(name);
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
