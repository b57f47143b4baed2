package dev.crashproof.environment.containers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crashproof.environment.Availability;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Finds out within seconds whether a Docker engine answers, and where it was looked for. */
final class EngineProbe {
  private static final Duration BOUND = Duration.ofSeconds(3);
  private static final String REMEDY =
      "Start Docker, point DOCKER_HOST at a running engine, or set crashproof.backend to embedded.";
  private static final String INTRODUCTION = "DOCKER_HOST is ";

  private final Map<String, String> environment;
  private final Path home;

  EngineProbe(Map<String, String> environment, Path home) {
    this.environment = Map.copyOf(environment);
    this.home = home;
  }

  static EngineProbe ofThisMachine() {
    return new EngineProbe(System.getenv(), Path.of(System.getProperty("user.home", "/")));
  }

  Availability probe() {
    Optional<String> demanded = demanded();
    return demanded.isPresent() ? named(demanded.get()) : look();
  }

  /** One that is named is asked alone: another engine that happens to run is not what was meant. */
  private Optional<String> demanded() {
    return Optional.ofNullable(environment.get("DOCKER_HOST"))
        .or(() -> Optional.ofNullable(userProperties().getProperty("docker.host")))
        .filter(host -> !host.isBlank());
  }

  private static Availability named(String host) {
    try {
      return ask(new URI(host), INTRODUCTION);
    } catch (URISyntaxException e) {
      return Availability.no(
          INTRODUCTION + host + ", which is no address of an engine: " + e.getReason(), REMEDY);
    }
  }

  private Availability look() {
    List<String> tried = new ArrayList<>();
    for (Path socket : sockets()) {
      if (!Files.exists(socket)) {
        continue;
      }
      Availability answer = ask(URI.create("unix://" + socket), "");
      if (answer.available()) {
        return answer;
      }
      tried.add(answer.reason());
    }
    return Availability.no(
        tried.isEmpty()
            ? "there is no Docker socket (" + sockets().get(0) + ")"
            : String.join("; ", tried),
        REMEDY);
  }

  private List<Path> sockets() {
    List<Path> sockets = new ArrayList<>();
    sockets.add(Path.of("/var/run/docker.sock"));
    Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
        .ifPresent(directory -> sockets.add(Path.of(directory, "docker.sock")));
    sockets.add(home.resolve(".docker/run/docker.sock"));
    sockets.add(home.resolve(".docker/desktop/docker.sock"));
    return sockets;
  }

  private static Availability ask(URI host, String introduction) {
    try {
      JsonNode version = new EngineSocket(host).get("/version", BOUND);
      return Availability.yes("Docker engine " + version.path("Version").asText("?") + " answers");
    } catch (IOException e) {
      return Availability.no(
          introduction + host + " and no Docker engine answers there: " + e.getMessage(), REMEDY);
    }
  }

  private Properties userProperties() {
    Properties properties = new Properties();
    Path file = home.resolve(".testcontainers.properties");
    if (Files.isReadable(file)) {
      try (InputStream stream = Files.newInputStream(file)) {
        properties.load(stream);
      } catch (IOException e) {
        // Testcontainers passes over a file that it can't read, too.
        properties.clear();
      }
    }
    return properties;
  }
}
