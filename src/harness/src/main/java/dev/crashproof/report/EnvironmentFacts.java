package dev.crashproof.report;

import java.util.Optional;

/**
 * What a run was made in and with.
 *
 * @param backend {@code containers}, {@code embedded} or {@code external}
 * @param temporal what serves Temporal, in words
 * @param temporalVersion the server's version as it tells it itself
 * @param postgres what serves Postgres, in words
 * @param postgresVersion the version as it tells it itself
 * @param comparableTimings whether timings can be held against other reports
 * @param reason why this backend was taken, in one line
 * @param harnessJava the version of the Java that ran the harness
 * @param workerJava the version of the Java that ran the worker
 * @param crashproofVersion Crashproof's version
 * @param gitCommit the commit it was built from, if known
 * @param machine the machine
 */
public record EnvironmentFacts(
    String backend,
    String temporal,
    String temporalVersion,
    String postgres,
    String postgresVersion,
    boolean comparableTimings,
    String reason,
    String harnessJava,
    String workerJava,
    String crashproofVersion,
    Optional<String> gitCommit,
    Machine machine) {
  static final String UNKNOWN = "unknown";

  /** Whether an environment came up at all. */
  boolean known() {
    return !backend.equals(UNKNOWN);
  }

  /** What a report says where no environment came up, and why. */
  static EnvironmentFacts unknown(String why) {
    return new EnvironmentFacts(
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        false,
        why,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        Optional.empty(),
        new Machine(UNKNOWN, UNKNOWN, UNKNOWN, 0, 0));
  }
}
