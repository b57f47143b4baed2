package dev.crashproof.environment.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** The Docker engine that Testcontainers found. */
final class Engine implements ImageStore {
  /** Containers and networks carry the run's id under this label. */
  static final String RUN_LABEL = "dev.crashproof.run";

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final Duration STALLED = Duration.ofSeconds(25);
  private static final Duration GONE = Duration.ofSeconds(20);

  private final DockerClient client;
  private final Progress progress;

  private Engine(DockerClient client, Progress progress) {
    this.client = client;
    this.progress = progress;
  }

  static Engine connect(Progress progress) {
    Reaping.withoutRyuk();
    try {
      return new Engine(DockerClientFactory.instance().client(), progress);
    } catch (IllegalStateException e) {
      throw new EnvironmentException(
          "Testcontainers finds no Docker engine (%s): start Docker or set DOCKER_HOST."
              .formatted(e.getMessage()),
          e);
    }
  }

  @Override
  public boolean has(String name) {
    try {
      client.inspectImageCmd(name).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  @Override
  public Optional<String> pull(String name) {
    progress.step("pulling " + name);
    PullWatch watch = new PullWatch();
    try {
      client.pullImageCmd(name).exec(watch);
      return watch
          .await(STALLED)
          .or(() -> has(name) ? Optional.empty() : Optional.of("the registry has no such image"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } catch (IOException | DockerException e) {
      return Optional.of(PullWatch.inWords(e));
    }
  }

  void kill(String container) {
    try {
      client.killContainerCmd(container).withSignal("KILL").exec();
    } catch (DockerException e) {
      if (running(container)) {
        throw new EnvironmentException(
            "The container %s could not be killed: %s.".formatted(container, firstLine(e)), e);
      }
    }
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .atMost(GONE)
          .until(() -> !running(container));
    } catch (ConditionTimeoutException e) {
      throw new EnvironmentException(
          "The container %s still runs %d s after SIGKILL.".formatted(container, GONE.toSeconds()),
          e);
    }
  }

  void start(String container) {
    try {
      client.startContainerCmd(container).exec();
    } catch (DockerException e) {
      throw new EnvironmentException(
          "The container %s could not be started again: %s.".formatted(container, firstLine(e)), e);
    }
  }

  /** Docker returns when the kernel's freezer holds all of its processes. */
  void pause(String container) {
    try {
      client.pauseContainerCmd(container).exec();
    } catch (DockerException e) {
      throw new EnvironmentException(
          "The container %s could not be paused: %s.".formatted(container, firstLine(e)), e);
    }
  }

  void resume(String container) {
    try {
      client.unpauseContainerCmd(container).exec();
    } catch (DockerException e) {
      throw new EnvironmentException(
          "The container %s could not be resumed: %s.".formatted(container, firstLine(e)), e);
    }
  }

  boolean running(String container) {
    try {
      return Boolean.TRUE.equals(
          client.inspectContainerCmd(container).exec().getState().getRunning());
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** Removes all containers, their volumes, and networks of a run. */
  void removeAll(String runId) {
    Map<String, String> label = Map.of(RUN_LABEL, runId);
    // At once: Docker takes half a second for each.
    client.listContainersCmd().withShowAll(true).withLabelFilter(label).exec().parallelStream()
        .map(Container::getId)
        .forEach(this::remove);
    List<Network> networks =
        client.listNetworksCmd().withFilter("label", List.of(RUN_LABEL + "=" + runId)).exec();
    for (Network network : networks) {
      try {
        client.removeNetworkCmd(network.getId()).exec();
      } catch (NotFoundException e) {
        LOG.debug("The network {} was gone already", network.getId());
      }
    }
  }

  private void remove(String container) {
    try {
      client.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException e) {
      LOG.debug("The container {} was gone already", container);
    }
  }

  static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").trim();
  }
}
