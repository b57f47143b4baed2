package dev.crashproof.environment.containers;

import com.github.dockerjava.api.DockerClient;
import dev.crashproof.environment.Progress;
import dev.crashproof.environment.Settings;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/** The Temporal images of this machine, for those who need what is in them. */
public record ServerImages(DockerClient client, String server, String tools) {

  /** Nothing where there is no engine, or no image. */
  public static Optional<ServerImages> here() {
    Settings settings = Settings.fromSystem();
    if (!new ContainersBackend().probe(settings, Progress.silent()).available()) {
      return Optional.empty();
    }
    Images images = Images.choose(settings.images(), Engine.connect(Progress.silent()));
    return Optional.of(
        new ServerImages(DockerClientFactory.lazyClient(), images.server(), images.tools()));
  }
}
