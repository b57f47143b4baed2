package dev.crashproof.worker.observability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.crashproof.worker.settings.Setting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few pages over HTTP. Whoever asks slowly, often or for nothing sensible gets no more than a
 * handful of threads for a few seconds.
 */
final class MonitorServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MonitorServer.class);
  private static final int THREADS = 4;
  private static final int WAITING = 32;

  /**
   * A page.
   *
   * @param status of HTTP
   * @param contentType of the body
   * @param body what it says
   */
  record Page(int status, String contentType, String body) {}

  /** What is served. */
  interface Pages {
    /**
     * The page of a path.
     *
     * @param accept what the client would like, blank if it does not say
     */
    Page page(String path, String accept) throws IOException;
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;

  private MonitorServer(HttpServer server, ThreadPoolExecutor threads) {
    this.server = server;
    this.threads = threads;
  }

  static MonitorServer listen(InetSocketAddress address, Pages pages) {
    // Read once by the JDK's server, when its first class is loaded; both in seconds.
    System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "5");
    System.getProperties().putIfAbsent("sun.net.httpserver.maxRspTime", "10");
    try {
      HttpServer server = HttpServer.create(address, WAITING);
      ThreadPoolExecutor threads = threads();
      server.setExecutor(threads);
      server.createContext("/", exchange -> answer(exchange, pages));
      server.start();
      return new MonitorServer(server, threads);
    } catch (IOException e) {
      throw new MonitorException(
          "%s is %s:%d, where nothing can listen (%s): give it an address that is free."
              .formatted(
                  Setting.MONITOR_ADDRESS.key(),
                  address.getHostString(),
                  address.getPort(),
                  e.getMessage()),
          e);
    }
  }

  private static ThreadPoolExecutor threads() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            work -> {
              Thread thread = new Thread(work, "monitor-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static void answer(HttpExchange exchange, Pages pages) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      String accept = exchange.getRequestHeaders().getFirst("Accept");
      Page page = pages.page(exchange.getRequestURI().getPath(), accept == null ? "" : accept);
      byte[] body = page.body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", page.contentType);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      if (method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
        exchange.sendResponseHeaders(page.status, -1);
      } else {
        exchange.sendResponseHeaders(page.status, body.length);
        exchange.getResponseBody().write(body);
      }
    } catch (IOException | RuntimeException e) {
      // Mostly a client that did not wait; a page that fails is not to end in silence either.
      LOG.debug("no answer to {}", exchange.getRequestURI(), e);
      throw e;
    }
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
