package dev.crashproof.environment.embedded;

import dev.crashproof.process.WorkerCommand;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Makes Temporal's two databases by its own tool, both at once: each takes seconds. */
final class SqlSchema {
  private final Tools tools;
  private final Path sqlTool;
  private final PostgresProcess postgres;

  SqlSchema(Tools tools, Path sqlTool, PostgresProcess postgres) {
    this.tools = tools;
    this.sqlTool = sqlTool;
    this.postgres = postgres;
  }

  void create() {
    CompletableFuture<Void> visibility =
        CompletableFuture.runAsync(() -> create("temporal_visibility", "visibility"));
    create("temporal", "temporal");
    try {
      visibility.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void create(String database, String schema) {
    run(database, "create", "create");
    run(database, "setup", "setup-schema", "-v", "0.0");
    run(database, "update", "update-schema", "--schema-name", "postgresql/v12/" + schema);
  }

  private void run(String database, String step, String... arguments) {
    String[] line = new String[arguments.length + 3];
    line[0] = sqlTool.toString();
    line[1] = "--db";
    line[2] = database;
    System.arraycopy(arguments, 0, line, 3, arguments.length);
    tools.run(
        "schema-" + database + "-" + step,
        WorkerCommand.of(line)
            .with("SQL_PLUGIN", "postgres12")
            .with("SQL_HOST", "127.0.0.1")
            .with("SQL_PORT", String.valueOf(postgres.port()))
            .with("SQL_USER", PostgresProcess.SUPERUSER)
            .with("SQL_PASSWORD", postgres.password()));
  }
}
