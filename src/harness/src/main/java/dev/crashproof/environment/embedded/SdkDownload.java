package dev.crashproof.environment.embedded;

import dev.crashproof.environment.Progress;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testing.internal.devserver.TemporalDevServerDownloader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The download of the SDK's {@code TemporalDevServer}, without its start: that one would be a child
 * which nobody finds once the harness is killed. The SDK waits long for a site that does not
 * answer, so the site is asked first.
 */
final class SdkDownload implements CommandLineDownload {
  private static final String SITE =
      System.getProperty(
          "io.temporal.testing.devServerDownloadBaseUrl", "https://temporal.download");
  private static final Duration SITE_BOUND = Duration.ofSeconds(3);
  private static final Duration DOWNLOAD_BOUND = Duration.ofMinutes(3);

  private final Progress progress;

  SdkDownload(Progress progress) {
    this.progress = progress;
  }

  @Override
  public Outcome fetch() {
    try {
      return Outcome.of(
          TemporalDevServerDownloader.prepare(
              TemporalDevServerOptions.newBuilder().setDownloadEnabled(false).build()));
    } catch (IllegalStateException notCached) {
      return siteAnswers() ? download() : Outcome.none("the site does not answer");
    } catch (LinkageError e) {
      return Outcome.none("this temporal-testing can't download");
    }
  }

  private static boolean siteAnswers() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(SITE))
            .timeout(SITE_BOUND)
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      HttpClient.newBuilder()
          .connectTimeout(SITE_BOUND)
          .build()
          .sendAsync(request, HttpResponse.BodyHandlers.discarding())
          .get(SITE_BOUND.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Outcome download() {
    progress.step("downloading Temporal's command line");
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                outcome.complete(
                    Outcome.of(
                        TemporalDevServerDownloader.prepare(
                            TemporalDevServerOptions.getDefaultInstance())));
              } catch (RuntimeException e) {
                outcome.complete(Outcome.none(reason(e)));
              }
            },
            "temporal-download");
    thread.setDaemon(true);
    thread.start();
    return outcome
        .completeOnTimeout(
            Outcome.none("it took over " + DOWNLOAD_BOUND.toMinutes() + " minutes"),
            DOWNLOAD_BOUND.toSeconds(),
            TimeUnit.SECONDS)
        .join();
  }

  private static String reason(RuntimeException e) {
    Throwable cause = e.getCause() instanceof IOException io ? io : e;
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("it failed");
  }
}
