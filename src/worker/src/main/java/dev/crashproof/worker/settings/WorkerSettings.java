package dev.crashproof.worker.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * All that a worker is told.
 *
 * @param temporal the server
 * @param taskQueue where roles serve that name no queue of their own; empty for where each usually
 *     does
 * @param roles what it serves, one role at least
 * @param database the database
 * @param drainTimeout how long running tasks may take to finish once it is told to stop
 * @param heartbeatThrottle the least time between two heartbeats of an activity on the wire
 * @param stickyTimeout how long a workflow task waits for the worker that has its workflow cached;
 *     zero for no sticky queue
 * @param recoveryDirectory where crash journals are; empty for no crash recovery
 * @param apiBaseUrl what call_api resolves relative addresses against; empty if there are none
 * @param logs how it logs
 * @param monitor how it can be watched
 * @param tracesEndpoint where traces go, an OTLP receiver's URL; empty for nowhere
 * @param version which version of which deployment it is; empty if it is not versioned
 */
public record WorkerSettings(
    TemporalSettings temporal,
    Optional<String> taskQueue,
    List<RoleChoice> roles,
    DatabaseSettings database,
    Duration drainTimeout,
    Duration heartbeatThrottle,
    Duration stickyTimeout,
    Optional<Path> recoveryDirectory,
    Optional<URI> apiBaseUrl,
    LogSettings logs,
    MonitorSettings monitor,
    Optional<URI> tracesEndpoint,
    Optional<VersionSettings> version) {
  private static final String OFF = "off";

  /**
   * Reads the settings, flags over environment over file.
   *
   * @param flags what the command line gave
   * @param environment the process's environment
   * @throws SettingsException naming the first setting that is wrong, and where it came from
   */
  public static WorkerSettings read(Map<Setting, String> flags, Map<String, String> environment)
      throws SettingsException {
    Sources sources = Sources.of(flags, environment);
    TemporalSettings temporal = Connection.of(sources).read();
    return new WorkerSettings(
        temporal,
        given(sources, Setting.TASK_QUEUE),
        Parse.roles(sources.get(Setting.ROLES)),
        database(sources),
        Parse.duration(sources.get(Setting.DRAIN_TIMEOUT), Duration.ZERO, Duration.ofHours(24)),
        Parse.duration(
            sources.get(Setting.HEARTBEAT_THROTTLE), Duration.ofMillis(1), Duration.ofMinutes(1)),
        Parse.duration(sources.get(Setting.STICKY_TIMEOUT), Duration.ZERO, Duration.ofMinutes(10)),
        recoveryDirectory(sources, temporal),
        url(sources, Setting.API_BASE_URL),
        new LogSettings(
            Parse.oneOf(LogSettings.Format.class, sources.get(Setting.LOG_FORMAT)),
            Parse.logLevel(sources.get(Setting.LOG_LEVEL))),
        monitor(sources),
        url(sources, Setting.TRACES_ENDPOINT),
        version(sources));
  }

  /** What was given; empty if nothing was and there is no default. */
  private static Optional<String> given(Sources sources, Setting setting) throws SettingsException {
    return Optional.of(sources.get(setting).value().strip()).filter(value -> !value.isEmpty());
  }

  private static Optional<Path> recoveryDirectory(Sources sources, TemporalSettings temporal)
      throws SettingsException {
    Given directory = sources.get(Setting.RECOVERY_DIRECTORY);
    String value = directory.value().strip();
    if (value.equals(OFF)) {
      return Optional.empty();
    }
    return Optional.of(value.isEmpty() ? usualDirectory(temporal) : Parse.path(directory));
  }

  /**
   * One for each server and namespace: who reaps does so by its own connection, so workers of two
   * servers must not meet.
   */
  private static Path usualDirectory(TemporalSettings temporal) {
    CRC32 place = new CRC32();
    place.update((temporal.address() + '\n' + temporal.namespace()).getBytes(UTF_8));
    String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "crashproof-worker-" + user + '-' + Long.toHexString(place.getValue()));
  }

  private static MonitorSettings monitor(Sources sources) throws SettingsException {
    Given address = sources.get(Setting.MONITOR_ADDRESS);
    return new MonitorSettings(
        address.value().isEmpty() ? Optional.empty() : Optional.of(Parse.listenAddress(address)),
        Parse.duration(
            sources.get(Setting.LIVENESS_TIMEOUT), Duration.ofSeconds(1), Duration.ofHours(24)));
  }

  private static Optional<URI> url(Sources sources, Setting setting) throws SettingsException {
    Given url = sources.get(setting);
    return url.value().isEmpty() ? Optional.empty() : Optional.of(Parse.httpUrl(url));
  }

  private static Optional<VersionSettings> version(Sources sources) throws SettingsException {
    Given deployment = sources.get(Setting.DEPLOYMENT_NAME);
    Given buildId = sources.get(Setting.BUILD_ID);
    VersionSettings.Behavior behavior =
        Parse.oneOf(VersionSettings.Behavior.class, sources.get(Setting.VERSIONING_BEHAVIOR));
    if (deployment.value().isEmpty() && buildId.value().isEmpty()) {
      return Optional.empty();
    }
    if (deployment.value().isEmpty()) {
      throw buildId.wrong(
          "needs the deployment's name beside it: give " + Setting.DEPLOYMENT_NAME.key());
    }
    if (buildId.value().isEmpty()) {
      throw deployment.wrong("needs a build id beside it: give " + Setting.BUILD_ID.key());
    }
    return Optional.of(
        new VersionSettings(deployment.value().strip(), buildId.value().strip(), behavior));
  }

  private static DatabaseSettings database(Sources sources) throws SettingsException {
    DatabaseUrl url = Parse.databaseUrl(sources.get(Setting.DATABASE_URL));
    boolean userInUrl = url.namesUser() && !sources.isGiven(Setting.DATABASE_USER);
    return new DatabaseSettings(
        url,
        userInUrl ? "" : sources.get(Setting.DATABASE_USER).value(),
        sources.get(Setting.DATABASE_PASSWORD).value(),
        Parse.number(sources.get(Setting.DATABASE_POOL_SIZE), 1, 100));
  }
}
