package dev.crashproof.recovery;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When it is time to look who came into a directory: when the kernel tells of somebody, or, where
 * it has no more watches to give, every second.
 */
final class Arrivals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration UNTOLD = Duration.ofSeconds(1);

  private final @Nullable WatchService kernel;
  private final Duration longest;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Arrivals(@Nullable WatchService kernel, Duration longest) {
    this.kernel = kernel;
    this.longest = longest;
  }

  /** Of that directory, from now on. */
  static Arrivals in(Path directory) {
    try {
      return new Arrivals(registered(directory), LONGEST);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      LOG.warn(
          "the kernel does not tell who comes into {} ({}): that alone is off, and peers are looked"
              + " for every second instead; raise fs.inotify.max_user_instances",
          directory,
          e.toString());
      return looked(UNTOLD);
    }
  }

  /** Of which nobody tells: it is looked for them as often as that. */
  static Arrivals looked(Duration every) {
    return new Arrivals(null, every);
  }

  private static WatchService registered(Path directory) throws IOException {
    WatchService kernel = directory.getFileSystem().newWatchService();
    try {
      directory.register(kernel, StandardWatchEventKinds.ENTRY_CREATE);
    } catch (IOException | RuntimeException e) {
      kernel.close();
      throw e;
    }
    return kernel;
  }

  /** Waits until it is time to look; false as soon as this is closed. */
  boolean await() throws InterruptedException {
    if (kernel == null) {
      return !closed.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
    try {
      WatchKey key = kernel.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
      if (key != null) {
        key.pollEvents();
        key.reset();
      }
      return true;
    } catch (ClosedWatchServiceException e) {
      return false;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (kernel != null) {
      try {
        kernel.close();
      } catch (IOException e) {
        LOG.debug("closing the watch", e);
      }
    }
  }
}
