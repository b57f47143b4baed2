package dev.crashproof.nemesis;

import dev.crashproof.environment.Environment;
import dev.crashproof.environment.PausableDatabase;
import dev.crashproof.environment.RestartableDatabase;
import dev.crashproof.environment.RestartableServer;
import dev.crashproof.environment.SessionControl;
import dev.crashproof.environment.SmallVolume;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Faults of the Temporal server and of the database, as far as the environment can have them. */
final class ServerFaults {
  private final Ground ground;

  ServerFaults(Ground ground) {
    this.ground = ground;
  }

  static Optional<String> unsupported(Fault fault, Environment environment) {
    return capability(fault)
        .filter(needed -> !needed.isInstance(environment))
        .map(
            needed ->
                "the environment '%s' has no %s"
                    .formatted(environment.description().backend(), words(needed)));
  }

  private static Optional<Class<?>> capability(Fault fault) {
    if (fault instanceof Fault.ServerRestart) {
      return Optional.of(RestartableServer.class);
    } else if (fault instanceof Fault.DatabaseRestart) {
      return Optional.of(RestartableDatabase.class);
    } else if (fault instanceof Fault.DatabasePaused) {
      return Optional.of(PausableDatabase.class);
    } else if (fault instanceof Fault.ConnectionsTerminated) {
      return Optional.of(SessionControl.class);
    }
    return fault instanceof Fault.DiskFull ? Optional.of(SmallVolume.class) : Optional.empty();
  }

  private static String words(Class<?> capability) {
    return capability
        .getSimpleName()
        .replaceAll("([a-z])([A-Z])", "$1 $2")
        .toLowerCase(Locale.ROOT);
  }

  Optional<Ongoing> inflict(Fault fault) {
    Environment environment = ground.environment();
    if (fault instanceof Fault.ServerRestart && environment instanceof RestartableServer server) {
      ground.together(
          () -> {
            server.killServer();
            server.startServer();
          });
      return Optional.of(Ongoing.survived(Map.of()));
    } else if (fault instanceof Fault.DatabaseRestart
        && environment instanceof RestartableDatabase database) {
      ground.together(
          () -> {
            database.killDatabase();
            database.startDatabase();
          });
      return Optional.of(Ongoing.survived(Map.of()));
    } else if (fault instanceof Fault.DatabasePaused paused
        && environment instanceof PausableDatabase database) {
      // As long as it stands still nobody in any lane gets far, so it is one act for all.
      ground.together(() -> paused(database, paused));
      return Optional.of(Ongoing.survived(Map.of("lasted", paused.lasts().toString())));
    } else if (fault instanceof Fault.ConnectionsTerminated
        && environment instanceof SessionControl sessions) {
      int ended = sessions.terminateSessions(ground.database().orElseThrow());
      return Optional.of(Ongoing.survived(Map.of("hit", Integer.toString(ended))));
    } else if (fault instanceof Fault.DiskFull full && environment instanceof SmallVolume volume) {
      volume.fillVolume();
      return Optional.of(
          new Ongoing(
              Map.of(),
              Ongoing.HeldMessage.GOES_ON,
              new Ongoing.After(full.lasts()),
              () -> {
                volume.freeVolume();
                return Map.of();
              }));
    }
    return Optional.empty();
  }

  private static void paused(PausableDatabase database, Fault.DatabasePaused paused) {
    database.pauseDatabase();
    try {
      Outage.of(paused.lasts());
    } finally {
      database.resumeDatabase();
    }
  }
}
