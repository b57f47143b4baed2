package dev.crashproof.environment.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.environment.Availability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineProbeTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path home;

  @Test
  void anEngineThatAnswersIsToldByItsVersion() throws Exception {
    String answer =
        "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{\"Version\":\"27.1\"}";

    assertThat(probeOneThatSays(answer)).isEqualTo(Availability.yes("Docker engine 27.1 answers"));
  }

  @Test
  void somethingElseThatListensIsNoEngine() throws Exception {
    Availability answer = probeOneThatSays("SSH-2.0-OpenSSH_9.2\r\n");

    assertThat(answer.available()).isFalse();
    assertThat(answer.reason()).contains("DOCKER_HOST is tcp://").contains("no Docker engine");
  }

  @Test
  void aSocketThatIsNotThereIsNamed() {
    Availability answer = probe("unix://" + home + "/docker.sock");

    assertThat(answer.available()).isFalse();
    assertThat(answer.reason()).contains("DOCKER_HOST is unix://" + home + "/docker.sock");
    assertThat(answer.remedy()).contains("Start Docker");
  }

  @Test
  void whatIsNoAddressIsNoEngine() {
    Availability answer = probe("tcp://my engine:2375");

    assertThat(answer.available()).isFalse();
    assertThat(answer.reason())
        .startsWith("DOCKER_HOST is tcp://my engine:2375, which is no address of an engine: ");
    assertThat(answer.remedy()).contains("point DOCKER_HOST at a running engine");
  }

  @Test
  void theHostOfTestcontainersOwnFileCounts() throws IOException {
    Files.writeString(
        home.resolve(".testcontainers.properties"), "docker.host=unix://" + home + "/mine.sock");

    Availability answer = new EngineProbe(Map.of(), home).probe();

    assertThat(answer.available()).isFalse();
    assertThat(answer.reason()).contains("/mine.sock");
  }

  private Availability probeOneThatSays(String answer) throws Exception {
    try (ServerSocket engine = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> answerOnce(engine, answer));
      thread.start();
      Availability availability = probe("tcp://127.0.0.1:" + engine.getLocalPort());
      thread.join();
      return availability;
    }
  }

  private Availability probe(String dockerHost) {
    return new EngineProbe(Map.of("DOCKER_HOST", dockerHost), home).probe();
  }

  private static void answerOnce(ServerSocket engine, String answer) {
    try (Socket socket = engine.accept()) {
      int asked = socket.getInputStream().read(new byte[1024]);
      assertThat(asked).isPositive();
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
