package dev.crashproof.environment.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/**
 * For a machine that is itself a container and runs an engine of its own: published ports are at
 * {@code localhost} there. Testcontainers takes every container for one beside the engine's others,
 * and starts a helper image to learn the gateway: two minutes where that image can't be had. An
 * engine whose socket was only mounted into the container tells another host name, and is left to
 * Testcontainers.
 */
public final class SameMachineStrategy extends DockerClientProviderStrategy {
  private static final URI SOCKET = URI.create("unix:///var/run/docker.sock");
  // Before the strategy for a plain socket, which has 80; one named by DOCKER_HOST comes first.
  private static final int PRIORITY = 90;

  @Override
  public String getDescription() {
    return "an engine on this machine, itself a container";
  }

  @Override
  protected int getPriority() {
    return PRIORITY;
  }

  @Override
  protected boolean isPersistable() {
    return false;
  }

  @Override
  protected boolean isApplicable() {
    if (!Files.exists(Path.of("/.dockerenv")) || !Files.exists(Path.of(SOCKET.getPath()))) {
      return false;
    }
    try {
      JsonNode info = new EngineSocket(SOCKET).get("/info", Duration.ofSeconds(5));
      return info.path("Name").asText("").equals(InetAddress.getLocalHost().getHostName());
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public TransportConfig getTransportConfig() {
    return TransportConfig.builder().dockerHost(SOCKET).build();
  }

  @Override
  public synchronized String getDockerHostIpAddress() {
    return "localhost";
  }
}
