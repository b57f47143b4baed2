package dev.crashproof.environment.embedded;

import java.nio.file.Path;

/** What can serve Temporal without containers, the most real first. */
sealed interface Rung {

  /** Temporal's server on the embedded Postgres, its schema by the tool. */
  record Server(Path server, Path sqlTool) implements Rung {}

  /** The development server of Temporal's command line, on SQLite. */
  record DevServer(Path temporal) implements Rung {}

  /** The Java SDK's test server, a process of its own. */
  record TestServer() implements Rung {}
}
