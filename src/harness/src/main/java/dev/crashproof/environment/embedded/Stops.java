package dev.crashproof.environment.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stops the parts of an environment, the last one started first. One that fails stops none.
 */
final class Stops implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Stops.class);

  private final Deque<Runnable> stops = new ArrayDeque<>();

  synchronized void add(Runnable stop) {
    stops.push(stop);
  }

  @Override
  public synchronized void run() {
    while (!stops.isEmpty()) {
      try {
        stops.pop().run();
      } catch (RuntimeException e) {
        LOG.warn("A part of the embedded environment could not be stopped well", e);
      }
    }
  }
}
