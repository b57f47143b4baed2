package dev.crashproof.wire.http;

import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Bind;
import dev.crashproof.wire.Wire;
import dev.crashproof.wire.stream.Answers;
import dev.crashproof.wire.stream.Dialogue;
import dev.crashproof.wire.stream.Protocol;
import dev.crashproof.wire.stream.Requests;
import dev.crashproof.wire.stream.StreamWire;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Locale;

/**
 * Between a worker and an HTTP/1.1 service that its activities call. The worker is given {@code
 * http://} and {@link Wire#address()} in place of the service's base URL. Bytes pass untouched, the
 * Host header too: the service sees the interposer's address there, and one that tells its sites
 * apart by it needs another way in. TLS to the service is not spoken.
 *
 * <ul>
 *   <li>An exchange is one request; its op's name is {@code POST /path}, without the query string.
 *       It is decided on when its body is there, or the body's first MiB, or its head alone where
 *       the worker waits for {@code 100 Continue}.
 *   <li>OK: an answer came, whatever its status: the peer took the request. FAIL: the service could
 *       not be connected to. Lost: the connection ended before the answer's head.
 *   <li>An answer is decided on when its head is there; its body follows. Answers {@code 1xx} pass.
 *   <li>After {@code 101 Switching Protocols}, and on a connection that speaks something else,
 *       bytes pass unread.
 *   <li>Values of Authorization, Cookie, and whatever else is called a token, key or secret, are
 *       never written down.
 *   <li>After a dropped request or answer the connection hears and says nothing more.
 * </ul>
 */
public final class HttpInterposer {
  private HttpInterposer() {}

  /**
   * Starts to listen.
   *
   * @param worker the worker's name, as process ops have it
   * @param bind where to listen
   * @param upstream the service: {@code http://host:port}
   * @param recorder where ops go
   * @throws IllegalArgumentException if the service's address is of another kind
   * @throws UncheckedIOException if it can't listen there
   */
  public static Wire start(String worker, Bind bind, URI upstream, Recorder recorder) {
    String host = upstream.getHost();
    if (!"http".equals(String.valueOf(upstream.getScheme()).toLowerCase(Locale.ROOT))
        || host == null
        || !String.valueOf(upstream.getRawPath()).matches("/?")) {
      throw new IllegalArgumentException(
          ("The HTTP interposer can't stand before %s: give http://host:port; a path belongs to the"
                  + " base URL that the worker is given, and TLS is not spoken.")
              .formatted(upstream));
    }
    int port = upstream.getPort() < 0 ? 80 : upstream.getPort();
    // An IPv6 address stands in brackets in a URI only.
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return StreamWire.start(new Version11(), worker, bind, bare, port, recorder);
  }

  /** HTTP/1.1, and 1.0 with it. */
  static final class Version11 implements Protocol<HttpRequest> {
    @Override
    public String wire() {
      return WireOp.HTTP;
    }

    @Override
    public Dialogue open(Requests<HttpRequest> requests, Answers<HttpRequest> answers) {
      return new HttpDialogue(requests, answers);
    }
  }
}
