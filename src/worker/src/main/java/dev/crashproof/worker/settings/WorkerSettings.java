package dev.crashproof.worker.settings;

import java.time.Duration;
import java.util.Map;

/**
 * All that a worker is told.
 *
 * @param temporal the server
 * @param taskQueue the queue that it serves
 * @param database the database
 * @param drainTimeout how long running tasks may take to finish once it is told to stop
 * @param heartbeatThrottle the least time between two heartbeats of an activity on the wire
 * @param stickyTimeout how long a workflow task waits for the worker that has its workflow cached;
 *     zero for no sticky queue
 */
public record WorkerSettings(
    TemporalSettings temporal,
    String taskQueue,
    DatabaseSettings database,
    Duration drainTimeout,
    Duration heartbeatThrottle,
    Duration stickyTimeout) {

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
    return new WorkerSettings(
        Connection.read(sources),
        sources.get(Setting.TASK_QUEUE).value().strip(),
        database(sources),
        Parse.duration(sources.get(Setting.DRAIN_TIMEOUT), Duration.ZERO, Duration.ofHours(24)),
        Parse.duration(
            sources.get(Setting.HEARTBEAT_THROTTLE), Duration.ofMillis(1), Duration.ofMinutes(1)),
        Parse.duration(sources.get(Setting.STICKY_TIMEOUT), Duration.ZERO, Duration.ofMinutes(10)));
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
