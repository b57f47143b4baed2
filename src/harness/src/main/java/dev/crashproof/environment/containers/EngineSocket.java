package dev.crashproof.environment.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a Docker engine one question over its socket. Testcontainers would try one strategy after
 * the other for many seconds before it says that there is no engine, and would not say why.
 *
 * @param host the engine's address: {@code unix:///var/run/docker.sock}, {@code tcp://host:2375}
 */
record EngineSocket(URI host) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The answer to a GET.
   *
   * @throws IOException if there is none within the bound, with the reason
   */
  JsonNode get(String path, Duration bound) throws IOException {
    SocketChannel channel = open();
    FutureTask<JsonNode> task = new FutureTask<>(() -> exchange(channel, path));
    Thread thread = new Thread(task, "docker-probe");
    thread.setDaemon(true);
    thread.start();
    try (channel) {
      return task.get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + bound.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(
          e.getCause() instanceof IOException io ? io.getMessage() : e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private SocketChannel open() throws IOException {
    return switch (String.valueOf(host.getScheme())) {
      case "unix" -> SocketChannel.open(java.net.StandardProtocolFamily.UNIX);
      case "tcp", "http" -> SocketChannel.open();
      default -> throw new IOException("the scheme of " + host + " is not known here");
    };
  }

  private JsonNode exchange(SocketChannel channel, String path) throws IOException {
    SocketAddress address =
        "unix".equals(host.getScheme())
            ? UnixDomainSocketAddress.of(host.getPath())
            : new InetSocketAddress(host.getHost(), host.getPort());
    channel.connect(address);
    channel.write(
        StandardCharsets.US_ASCII.encode("GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n"));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    while (channel.read(buffer) >= 0) {
      answer.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    String text = answer.toString(StandardCharsets.UTF_8);
    int body = text.indexOf("\r\n\r\n");
    if (body < 0 || !text.startsWith("HTTP/1.")) {
      throw new IOException("what answers there is no Docker engine");
    }
    return JSON.readTree(text.substring(body + 4));
  }
}
