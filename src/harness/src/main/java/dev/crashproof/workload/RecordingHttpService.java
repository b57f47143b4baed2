package dev.crashproof.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.crashproof.ledger.Attempt;
import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP service in memory that stands for one which a worker's activities call: it takes any
 * POST, PUT, PATCH or DELETE, remembers what was asked of it, and answers 201 with it.
 *
 * <p>A call with the header {@value #KEY} has its effect once a key, and gets the first call's
 * answer again, marked by the header {@value #REPLAYED}, as services that fence their callers have
 * it: a caller that died before it heard gets what it would have heard. A call without has its
 * effect each time. The headers {@value #WORKFLOW_ID}, {@value #ACTIVITY_TYPE} and {@value
 * #ATTEMPT} tell where it came from. {@code GET /effects?workflowId=…} and {@code GET
 * /attempts?workflowId=…} tell what came of it, as {@link HttpLedger} reads it.
 */
public final class RecordingHttpService implements LedgerReader, AutoCloseable {
  /** The header that makes calls one effect. */
  public static final String KEY = "Idempotency-Key";

  /** The header with the workflow's id. */
  public static final String WORKFLOW_ID = "Workflow-Id";

  /** The header with the activity's type. */
  public static final String ACTIVITY_TYPE = "Activity-Type";

  /** The header with the activity's attempt, from 1. */
  public static final String ATTEMPT = "Activity-Attempt";

  /** The header of an answer that was given before. */
  public static final String REPLAYED = "Idempotent-Replayed";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUERY = "workflowId=";

  private final HttpServer server;
  private final ExecutorService threads;
  private final boolean fenced;
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final Map<String, String> answers = new HashMap<>();

  private RecordingHttpService(HttpServer server, ExecutorService threads, boolean fenced) {
    this.server = server;
    this.threads = threads;
    this.fenced = fenced;
  }

  /** Starts one on a free port of the loopback address. */
  public static RecordingHttpService start() {
    return start(true);
  }

  /**
   * The same, of a service that does not know of keys, as most do: each call has its effect, under
   * the key that it came with. Whoever calls it owes at least once, and no more.
   */
  public static RecordingHttpService startUnfenced() {
    return start(false);
  }

  private static RecordingHttpService start(boolean fenced) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ExecutorService threads =
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task, "recording-http-service");
                thread.setDaemon(true);
                return thread;
              });
      server.setExecutor(threads);
      RecordingHttpService service = new RecordingHttpService(server, threads, fenced);
      server.createContext("/", service::answer);
      server.start();
      return service;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its address, {@code http://host:port}, without a slash at the end. */
  public String url() {
    return "http://%s:%d"
        .formatted(server.getAddress().getHostString(), server.getAddress().getPort());
  }

  @Override
  public synchronized Ledger read(String workflowId) {
    return new Ledger(attempts, effects).of(workflowId);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      switch (exchange.getRequestMethod()) {
        case "GET" -> tell(exchange);
        case "POST", "PUT", "PATCH", "DELETE" -> take(exchange, body);
        default -> send(exchange, 405, "");
      }
    }
  }

  private void take(HttpExchange exchange, byte[] body) throws IOException {
    String text = new String(body, StandardCharsets.UTF_8);
    String method = exchange.getRequestMethod();
    Taken taken =
        record(
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(KEY)),
            header(exchange, WORKFLOW_ID, ""),
            header(exchange, ACTIVITY_TYPE, ""),
            attempt(exchange),
            method + " " + exchange.getRequestURI() + " " + text,
            answerTo(method, exchange.getRequestURI().getPath(), text));
    if (!taken.applied()) {
      exchange.getResponseHeaders().set(REPLAYED, "true");
    }
    send(exchange, 201, taken.answer());
  }

  /** What a call came to. */
  private record Taken(boolean applied, String answer) {}

  private synchronized Taken record(
      Optional<String> given,
      String workflowId,
      String activityType,
      int attempt,
      String content,
      String answer) {
    String key = given.orElseGet(() -> "call-" + (attempts.size() + 1));
    Optional<String> before = Optional.ofNullable(answers.putIfAbsent(key, answer));
    boolean applied = before.isEmpty() || !fenced;
    attempts.add(new Attempt(key, workflowId, activityType, attempt, applied));
    if (applied) {
      effects.add(new Effect(key, workflowId, activityType, content.strip()));
    }
    return new Taken(applied, applied ? answer : before.orElseThrow());
  }

  /** What was asked, so that a caller has something of its own to go on with. */
  private static String answerTo(String method, String path, String body) {
    ObjectNode answer = JSON.createObjectNode().put("method", method).put("path", path);
    try {
      answer.set("received", JSON.readTree(body));
    } catch (JsonProcessingException e) {
      answer.put("received", body);
    }
    return answer.toString();
  }

  private void tell(HttpExchange exchange) throws IOException {
    Ledger ledger = read(workflowId(exchange));
    switch (exchange.getRequestURI().getPath()) {
      case "/effects" -> send(exchange, 200, effects(ledger).toString());
      case "/attempts" -> send(exchange, 200, attempts(ledger).toString());
      default -> send(exchange, 404, "");
    }
  }

  private static ArrayNode effects(Ledger ledger) {
    ArrayNode told = JSON.createArrayNode();
    for (Effect effect : ledger.effects()) {
      told.addObject()
          .put("key", effect.key())
          .put("activityType", effect.activityType())
          .put("content", effect.content());
    }
    return told;
  }

  private static ArrayNode attempts(Ledger ledger) {
    ArrayNode told = JSON.createArrayNode();
    for (Attempt attempt : ledger.attempts()) {
      told.addObject()
          .put("key", attempt.key())
          .put("activityType", attempt.activityType())
          .put("attempt", attempt.attempt())
          .put("applied", attempt.applied());
    }
    return told;
  }

  private static String workflowId(HttpExchange exchange) {
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    return query.startsWith(QUERY)
        ? URLDecoder.decode(query.substring(QUERY.length()), StandardCharsets.UTF_8)
        : "";
  }

  private static String header(HttpExchange exchange, String name, String otherwise) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse(otherwise);
  }

  private static int attempt(HttpExchange exchange) {
    String given = header(exchange, ATTEMPT, "1");
    return given.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(given) : 1;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
