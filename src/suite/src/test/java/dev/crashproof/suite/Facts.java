package dev.crashproof.suite;

import dev.crashproof.environment.Description;
import dev.crashproof.report.EnvironmentFacts;
import dev.crashproof.report.Machine;
import java.util.Optional;

/** What the report tells of where a run was made. */
public final class Facts {
  private Facts() {}

  /** Of an environment that is up, this JVM and this machine. */
  public static EnvironmentFacts of(Description environment) {
    String java = Runtime.version().toString();
    return new EnvironmentFacts(
        environment.backend(),
        environment.temporal(),
        environment.temporalVersion(),
        environment.postgres(),
        environment.postgresVersion(),
        environment.comparableTimings(),
        environment.reason(),
        java,
        java,
        Optional.ofNullable(System.getProperty("crashproof.version")).orElse("unknown"),
        Optional.ofNullable(System.getProperty("crashproof.commit"))
            .filter(commit -> !commit.isBlank() && !commit.startsWith("${")),
        Machine.here());
  }
}
