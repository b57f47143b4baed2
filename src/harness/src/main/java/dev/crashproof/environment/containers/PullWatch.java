package dev.crashproof.environment.containers;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.PullResponseItem;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows one pull. It may take as long as it likes while it gets on; one that stalls is given up.
 */
final class PullWatch implements ResultCallback<PullResponseItem> {
  private static final Pattern DOCKERS_MESSAGE = Pattern.compile("\\{\"message\":\"(.*)\"}");

  private final CountDownLatch done = new CountDownLatch(1);
  private volatile long heardNanos = System.nanoTime();
  private volatile @Nullable String problem;
  private volatile @Nullable Closeable stream;

  /** Waits for the end; the error, if that is what it was. */
  Optional<String> await(Duration stalled) throws InterruptedException, IOException {
    try {
      while (!done.await(200, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() - heardNanos > stalled.toNanos()) {
          return Optional.of("nothing came for " + stalled.toSeconds() + " s");
        }
      }
      return Optional.ofNullable(problem);
    } finally {
      close();
    }
  }

  @Override
  public void onStart(Closeable opened) {
    stream = opened;
  }

  @Override
  public void onNext(PullResponseItem item) {
    heardNanos = System.nanoTime();
    if (item.getErrorDetail() != null) {
      problem = item.getErrorDetail().getMessage();
    }
  }

  @Override
  public void onError(Throwable thrown) {
    problem = inWords(thrown);
    done.countDown();
  }

  @Override
  public void onComplete() {
    done.countDown();
  }

  @Override
  public void close() throws IOException {
    Closeable opened = stream;
    if (opened != null) {
      opened.close();
    }
  }

  static String inWords(Throwable thrown) {
    String line = Engine.firstLine(thrown);
    Matcher message = DOCKERS_MESSAGE.matcher(line);
    return message.find() ? message.group(1).replace("\\\"", "'") : line;
  }
}
