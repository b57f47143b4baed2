package dev.crashproof.wire.http;

import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.stream.Request;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One request of the worker's: its head, and what there is of its body when it is decided on. */
final class HttpRequest implements Request {
  private static final int TEXT = 4096;

  /** So much is left for the body, where the ids are, however many headers there are. */
  private static final int HEADERS = 2048;

  private static final Pattern SECRET =
      Pattern.compile("(?i)(proxy-)?authorization|cookie|.*(token|api-?key|secret|password).*");
  private static final Pattern AUTHORITY = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*");

  private final Head head;
  private final String method;
  private final String path;
  private String body = "";

  HttpRequest(Head head) {
    this.head = head;
    this.method = head.words().get(0);
    String target = AUTHORITY.matcher(head.words().get(1)).replaceFirst("");
    String bare = target.split("[?#]", 2)[0];
    this.path = bare.isEmpty() ? "/" : bare;
  }

  /** Whether it looks like the head of an HTTP/1 request. */
  static boolean isOne(Head head) {
    List<String> words = head.words();
    return words.size() == 3 && words.get(2).startsWith("HTTP/1.");
  }

  String method() {
    return method;
  }

  Head head() {
    return head;
  }

  /** What there is of its body now. */
  void body(ByteBuffer bytes) {
    body =
        StandardCharsets.UTF_8
            .decode(bytes.slice(bytes.position(), Math.min(TEXT, bytes.remaining())))
            .toString();
  }

  @Override
  public String name() {
    return method + " " + path;
  }

  @Override
  public Map<String, String> details() {
    Map<String, String> details = new HashMap<>();
    String headers =
        head.headers().stream()
            .map(
                header ->
                    header.name()
                        + ": "
                        + (SECRET.matcher(header.name()).matches() ? "…" : header.value()))
            .collect(Collectors.joining("\n"));
    String text = cut(headers, Math.max(HEADERS, TEXT - body.length() - 2)) + "\n\n" + body;
    details.put(WireOp.TEXT, cut(text, TEXT).strip());
    head.header("Idempotency-Key").ifPresent(key -> details.put(WireOp.IDEMPOTENCY_KEY, key));
    return details;
  }

  /** Whether the worker sends the body only when it has been told to. */
  boolean waitsForContinue() {
    return head.header("Expect")
        .filter(value -> value.toLowerCase(Locale.ROOT).equals("100-continue"))
        .isPresent();
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
