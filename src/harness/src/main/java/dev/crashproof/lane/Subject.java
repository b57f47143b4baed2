package dev.crashproof.lane;

import dev.crashproof.checker.Expectation;
import dev.crashproof.environment.Database;
import dev.crashproof.workload.LedgerReader;
import dev.crashproof.workload.Workload;
import java.util.Map;
import java.util.Optional;

/**
 * What is swept.
 *
 * @param name its name in reports and file names: lower-case letters, digits and hyphens
 * @param launcher how a worker is started
 * @param workload what is run on it
 * @param expectation what must come out
 * @param ledger where the effects are read back
 * @param database the database that the worker uses, whose wire is to be interposed; empty where it
 *     has none
 * @param services the base URLs of the HTTP services that it calls, by a name of the caller's
 */
public record Subject(
    String name,
    Launcher launcher,
    Workload workload,
    Expectation expectation,
    LedgerReader ledger,
    Optional<Database> database,
    Map<String, String> services) {

  /**
   * Copies the services, and refuses a name that can't name a task queue and a file.
   *
   * @throws PlayException if so
   */
  public Subject {
    services = Map.copyOf(services);
    if (!name.matches("[a-z0-9][a-z0-9-]{0,60}")) {
      throw new PlayException(
          "A sweep can't be named '%s': use lower-case letters, digits and hyphens."
              .formatted(name));
    }
  }
}
