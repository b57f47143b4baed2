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
  TASK_QUEUE(
      "TASK_QUEUE",
      "--task-queue",
      "NAME",
      "task queue for roles that name none; if not given, each serves its own",
      ""),
  /** What is served. */
  ROLES(
      "WORKER_ROLES",
      "--roles",
      "ROLE[@QUEUE],…",
      "what to serve: general, verification, integration, or monolith for all on one queue",
      "general"),
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
  /** The user's password. */
  DATABASE_PASSWORD("DATABASE_PASSWORD", "the database user's password"),
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
      "5s"),
  /** Where crash journals are. */
  RECOVERY_DIRECTORY(
      "RECOVERY_DIRECTORY",
      "--recovery-directory",
      "DIR",
      "private directory of crash journals, the same for all workers of a host or pod: what a killed"
          + " one held is given back at once; if not given, one for the user, server and namespace"
          + " where temporary files are; off for none",
      ""),
  /** What call_api's paths are relative to. */
  API_BASE_URL(
      "API_BASE_URL",
      "--api-base-url",
      "URL",
      "what call_api resolves relative addresses against; only absolute ones if not given",
      ""),
  /** What log lines look like. */
  LOG_FORMAT("LOG_FORMAT", "--log-format", "FORMAT", "log lines: console or json", "console"),
  /** How much is logged. */
  LOG_LEVEL(
      "LOG_LEVEL",
      "--log-level",
      "LEVEL",
      "least severe lines to log: error, warn, info, debug or trace",
      "info"),
  /** Where the worker can be watched. */
  MONITOR_ADDRESS(
      "MONITOR_ADDRESS",
      "--monitor-address",
      "[HOST:]PORT",
      "serve /live, /ready and /metrics over HTTP there, on every interface if no host is given; not"
          + " served if not given",
      ""),
  /** How long polling may stand still. */
  LIVENESS_TIMEOUT(
      "LIVENESS_TIMEOUT",
      "--liveness-timeout",
      "DURATION",
      "how long polling may stand still before /live says no",
      "2m"),
  /** Where traces go. */
  TRACES_ENDPOINT(
      "OTEL_EXPORTER_OTLP_ENDPOINT",
      "--traces-endpoint",
      "URL",
      "OTLP receiver of traces, such as http://localhost:4318; not traced if not given",
      ""),
  /** A file with the API key. */
  API_KEY_FILE(
      "TEMPORAL_API_KEY_FILE",
      "--api-key-file",
      "FILE",
      "file with Temporal's API key, read again when it changes",
      ""),
  /** The deployment that the worker is a version of. */
  DEPLOYMENT_NAME(
      "TEMPORAL_DEPLOYMENT_NAME",
      "--deployment-name",
      "NAME",
      "deployment that this worker is a version of; needs a build id",
      ""),
  /** Its version. */
  BUILD_ID(
      "TEMPORAL_WORKER_BUILD_ID",
      "--build-id",
      "ID",
      "the worker's version within its deployment; not versioned if not given",
      ""),
  /** What becomes of running workflows when the version changes. */
  VERSIONING_BEHAVIOR(
      "VERSIONING_BEHAVIOR",
      "--versioning-behavior",
      "BEHAVIOR",
      "running workflows, when another version becomes current: pinned or auto-upgrade",
      "auto-upgrade"),
  /** Temporal's API key. */
  API_KEY(
      "TEMPORAL_API_KEY", "Temporal's API key; with one, TLS is on unless TEMPORAL_TLS is false"),
  /** Whether the connection is encrypted. */
  TLS(
      "TEMPORAL_TLS",
      "true or false: whether to connect by TLS; if not given, TLS is on with an API key or another"
          + " setting of TLS"),
  /** The server's name in its certificate. */
  TLS_SERVER_NAME("TEMPORAL_TLS_SERVER_NAME", "the server's name, if not that of its address"),
  /** Whether the server's name may be another. */
  TLS_DISABLE_HOST_VERIFICATION(
      "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION",
      "true: any name will do, and without a CA any certificate"),
  /** The worker's certificate, as a file. */
  TLS_CLIENT_CERT_PATH(
      "TEMPORAL_TLS_CLIENT_CERT_PATH",
      "file with the worker's certificate (PEM), read again when it changes"),
  /** The same, given itself. */
  TLS_CLIENT_CERT_DATA("TEMPORAL_TLS_CLIENT_CERT_DATA", "the same, as PEM"),
  /** The certificate's key, as a file. */
  TLS_CLIENT_KEY_PATH(
      "TEMPORAL_TLS_CLIENT_KEY_PATH",
      "file with its private key (PEM, PKCS #8), read again when it changes"),
  /** The same, given itself. */
  TLS_CLIENT_KEY_DATA("TEMPORAL_TLS_CLIENT_KEY_DATA", "the same, as PEM"),
  /** Who may have signed the server's certificate, as a file. */
  TLS_SERVER_CA_CERT_PATH(
      "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
      "file with the certificates (PEM) that the server's must come from, read again when it"
          + " changes; Java's own if not given"),
  /** The same, given itself. */
  TLS_SERVER_CA_CERT_DATA("TEMPORAL_TLS_SERVER_CA_CERT_DATA", "the same, as PEM");

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

  /** One without a flag: every user of a machine can read another's command line. */
  Setting(String key, String meaning) {
    this(key, "", "", meaning, "");
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
