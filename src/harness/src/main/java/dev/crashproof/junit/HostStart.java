package dev.crashproof.junit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one try at starting the host of a launch's sweeps, made when the first needs it: servers that
 * can't be had are not asked for again.
 */
final class HostStart implements AutoCloseable, Supplier<SweepHost> {
  private final Supplier<? extends SweepHost> starting;
  private @Nullable SweepHost host;
  private @Nullable RuntimeException failure;

  HostStart(Supplier<? extends SweepHost> starting) {
    this.starting = starting;
  }

  @Override
  public synchronized SweepHost get() {
    if (failure != null) {
      throw failure;
    }
    SweepHost started = host;
    if (started == null) {
      try {
        started = starting.get();
        host = started;
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      }
    }
    return started;
  }

  @Override
  public synchronized void close() {
    if (host != null) {
      host.close();
    }
  }
}
