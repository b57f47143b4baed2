package dev.crashproof.environment;

import java.util.function.Supplier;

/**
 * Stands for an environment while it is being started: a JVM that is ended half-way through must
 * not take a run for closed of which a container still starts.
 */
final class Starting implements AutoCloseable {
  private boolean underWay;
  private boolean closed;

  /** Starts it. A backend whose start fails has stopped what it had started. */
  Environment start(Supplier<Environment> start) {
    begin();
    try {
      Environment environment = start.get();
      if (closed()) {
        environment.close();
        throw new EnvironmentException("The environment was started for a run that was closed.");
      }
      return environment;
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    underWay = true;
  }

  private synchronized void end() {
    underWay = false;
  }

  private synchronized boolean closed() {
    return closed;
  }

  /**
   * Has nothing to close, before or after.
   *
   * @throws EnvironmentException while it is being started: the run must stay known
   */
  @Override
  public synchronized void close() {
    closed = true;
    if (underWay) {
      throw new EnvironmentException(
          "it was still being started; what it leaves is removed by the next run");
    }
  }
}
