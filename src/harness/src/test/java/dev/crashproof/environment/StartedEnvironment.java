package dev.crashproof.environment;

import dev.crashproof.process.Run;
import dev.crashproof.process.RunRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.commons.io.file.PathUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.lifecycle.Startable;

/** An environment with a run and a registry of its own, started once for a test class. */
public final class StartedEnvironment implements Startable {
  private static final Logger LOG = LoggerFactory.getLogger(StartedEnvironment.class);

  private final Supplier<Settings> settings;
  private final Path base = newBase();
  private @Nullable Run run;
  private @Nullable Environment environment;

  public StartedEnvironment(Supplier<Settings> settings) {
    this.settings = settings;
  }

  @Override
  public void start() {
    Run opened = openRun(base);
    run = opened;
    try {
      environment = Environments.start(settings.get(), opened, LOG::info);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public void stop() {
    if (run != null) {
      run.close();
    }
    try {
      PathUtils.deleteDirectory(base);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Environment environment() {
    return Objects.requireNonNull(environment);
  }

  public Run run() {
    return Objects.requireNonNull(run);
  }

  public static Run openRun(Path base) {
    return new RunRegistry(base, Environments.leftoverCleaners()).open();
  }

  private static Path newBase() {
    try {
      return Files.createTempDirectory("crashproof-it-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
