package dev.crashproof.environment.containers;

import dev.crashproof.environment.Availability;
import dev.crashproof.environment.Backend;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Launch;
import dev.crashproof.environment.Progress;
import dev.crashproof.environment.Settings;
import dev.crashproof.process.LeftoverCleaner;
import java.util.List;

/** The real thing: the official images on a Docker engine. */
public final class ContainersBackend implements Backend {
  private static final String TESTCONTAINERS = "org.testcontainers.postgresql.PostgreSQLContainer";

  @Override
  public String name() {
    return "containers";
  }

  @Override
  public int rank() {
    return 1;
  }

  @Override
  public Availability probe(Settings settings, Progress progress) {
    if (!testcontainersIsThere()) {
      return Availability.no(
          "Testcontainers is not on the class path",
          "Add org.testcontainers:testcontainers-postgresql to it.");
    }
    Availability engine = EngineProbe.ofThisMachine().probe();
    if (!engine.available()) {
      return engine;
    }
    try {
      Images images = Images.choose(settings.images(), Engine.connect(progress));
      return Availability.yes(engine.reason() + ", images " + images.inWords());
    } catch (EnvironmentException e) {
      return Availability.no(String.valueOf(e.getMessage()).replaceAll("\\.$", ""), "");
    } catch (MissingImageException e) {
      return Availability.no(engine.reason() + ", but " + e.reason(), e.remedy());
    }
  }

  @Override
  public Environment start(Launch launch) {
    try {
      return new Topology(launch, Engine.connect(launch.progress())).start();
    } catch (MissingImageException e) {
      throw e.forTheUser();
    }
  }

  @Override
  public List<LeftoverCleaner> leftoverCleaners() {
    return testcontainersIsThere() ? List.of(new ContainerLeftovers()) : List.of();
  }

  private static boolean testcontainersIsThere() {
    try {
      Class.forName(TESTCONTAINERS, false, ContainersBackend.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
