package dev.crashproof.environment.containers;

import dev.crashproof.environment.Availability;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Progress;
import dev.crashproof.process.LeftoverCleaner;
import dev.crashproof.process.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Removes the containers of a harness that was killed. A mark in the run's directory tells that it
 * had any: asking Docker takes a second, and most runs have no need of it.
 */
final class ContainerLeftovers implements LeftoverCleaner {
  private static final String MARK = "has-containers";

  /** Before the first container of a run. */
  static void mark(Run run) {
    try {
      Path mark = run.directory().resolve(MARK);
      if (!Files.exists(mark)) {
        Files.createFile(mark);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The run's directory can't be written.", e);
    }
  }

  @Override
  public void clean(String runId, Path runDirectory) {
    if (Files.exists(runDirectory.resolve(MARK))) {
      // Testcontainers would look for an absent engine for many seconds, at each start.
      Availability engine = EngineProbe.ofThisMachine().probe();
      if (!engine.available()) {
        throw new EnvironmentException(
            "The containers of a killed run can't be removed: "
                + engine.reason()
                + ". Start the Docker engine they run on.");
      }
      Engine.connect(Progress.silent()).removeAll(runId);
    }
  }
}
