package dev.crashproof.worker.settings;

import java.util.Arrays;
import java.util.Optional;

/**
 * Each setting once: its name in the environment and in a settings file, its flag, what it says.
 */
public enum Setting {
  /** The settings file itself. */
  SETTINGS_FILE("CRASHPROOF_SETTINGS", "--settings", "FILE", "properties file of settings", ""),
  /** Where the Temporal server is. */
  ADDRESS("TEMPORAL_ADDRESS", "--address", "HOST:PORT", "Temporal server", "localhost:7233"),
  /** The same by the name that ADR-006 gives it. */
  HOST(
      "TEMPORAL_HOST",
      "--temporal-host",
      "HOST:PORT",
      "the same; TEMPORAL_ADDRESS beside it wins",
      ""),
  /** The namespace. */
  NAMESPACE("TEMPORAL_NAMESPACE", "--namespace", "NAME", "Temporal namespace", "default"),
  /** The TOML file of connection profiles. */
  CONFIG_FILE(
      "TEMPORAL_CONFIG_FILE",
      "--config-file",
      "FILE",
      "TOML file of Temporal connection profiles",
      ""),
  /** Which of its profiles. */
  PROFILE("TEMPORAL_PROFILE", "--profile", "NAME", "profile in that file", "default"),
  /** The task queue. */
  TASK_QUEUE("TASK_QUEUE", "--task-queue", "NAME", "task queue to serve", "default"),
  /** The database. */
  DATABASE_URL(
      "DATABASE_URL",
      "--database-url",
      "URL",
      "Postgres that effects go to",
      "jdbc:postgresql://localhost:5432/crashproof"),
  /** Its user. */
  DATABASE_USER(
      "DATABASE_USER",
      "--database-user",
      "NAME",
      "database user, if the URL names none",
      "crashproof"),
  /**
   * The user's password. It has no flag: every user of a machine can read another's command line.
   */
  DATABASE_PASSWORD(
      "DATABASE_PASSWORD", "", "", "its password; no flag, a command line is public", ""),
  /** Connections to the database. */
  DATABASE_POOL_SIZE(
      "DATABASE_POOL_SIZE", "--database-pool-size", "N", "most connections to it, 1 to 100", "8"),
  /** How long a drain may take. */
  DRAIN_TIMEOUT(
      "DRAIN_TIMEOUT",
      "--drain-timeout",
      "DURATION",
      "how long running tasks may take to finish after SIGTERM",
      "20s"),
  /** How often heartbeats reach the server at most. */
  HEARTBEAT_THROTTLE(
      "HEARTBEAT_THROTTLE",
      "--heartbeat-throttle",
      "DURATION",
      "least time between two heartbeats of an activity on the wire",
      "50ms"),
  /** How long a workflow task waits for the worker that has the workflow in its cache. */
  STICKY_TIMEOUT(
      "STICKY_TIMEOUT",
      "--sticky-timeout",
      "DURATION",
      "how long a workflow task waits for the worker that knows its workflow, which may be dead; 0 for"
          + " no such wait and no sticky queue",
      "5s");

  private final String key;
  private final String flag;
  private final String label;
  private final String meaning;
  private final String defaultValue;

  Setting(String key, String flag, String label, String meaning, String defaultValue) {
    this.key = key;
    this.flag = flag;
    this.label = label;
    this.meaning = meaning;
    this.defaultValue = defaultValue;
  }

  /** Its name in the environment and in a settings file. */
  public String key() {
    return key;
  }

  /** Its flag, if it has one. */
  public Optional<String> flag() {
    return flag.isEmpty() ? Optional.empty() : Optional.of(flag);
  }

  String label() {
    return label;
  }

  String meaning() {
    return defaultValue.isEmpty() ? meaning : meaning + " (default " + defaultValue + ")";
  }

  String defaultValue() {
    return defaultValue;
  }

  static Optional<Setting> of(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }
}
