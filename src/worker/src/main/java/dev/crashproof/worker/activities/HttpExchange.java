package dev.crashproof.worker.activities;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request and its whole answer, within a deadline. */
final class HttpExchange {
  /** So much of an answer is kept: it becomes part of an event history. */
  static final int MOST_BYTES = 1 << 20;

  private HttpExchange() {}

  /** One client for all calls of the process, made at the first: it brings threads with it. */
  private static final class Shared {
    private static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            // A redirect would take headers that may be secret to another place.
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  /**
   * Sends the request.
   *
   * @param deadline of the whole, body included: the JDK's own timeout ends with the headers
   * @throws TimeoutException if it took longer; the connection is given up
   * @throws BoundedBody.TooLargeException if an answer of 2xx has a body of more than {@link
   *     #MOST_BYTES}
   * @throws IOException if there was no answer
   */
  static HttpResponse<byte[]> send(HttpRequest request, Duration deadline)
      throws IOException, TimeoutException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        Shared.CLIENT.sendAsync(request, BoundedBody.ofSuccess(MOST_BYTES));
    try {
      return exchange.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | CancellationException e) {
      throw failure(e);
    } finally {
      exchange.cancel(true);
    }
  }

  private static IOException failure(Exception thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        return io;
      }
    }
    return new IOException(thrown);
  }
}
