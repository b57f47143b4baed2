package dev.crashproof.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Plays in several lanes at the same time. */
final class Lanes {
  private Lanes() {}

  /** What one lane does until there is nothing left to do. */
  interface Play {
    void in(Lane lane);
  }

  /**
   * Opens so many lanes, lets each play, and returns when all have ended and are closed.
   *
   * @throws RuntimeException the first that a lane threw, after all have ended
   */
  static void play(int number, LaneFactory factory, Play play) {
    ExecutorService executor =
        Executors.newFixedThreadPool(
            number,
            task -> {
              Thread thread = new Thread(task, "crashproof-lane");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<?>> lanes = new ArrayList<>();
      for (int lane = 1; lane <= number; lane++) {
        lanes.add(executor.submit(inLane(factory, lane, play)));
      }
      for (Future<?> lane : lanes) {
        lane.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException told
          ? told
          : new SweepException("A lane of the sweep broke: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SweepException("The sweep was interrupted.", e);
    } finally {
      executor.shutdownNow();
      awaitEnd(executor);
    }
  }

  private static Callable<Void> inLane(LaneFactory factory, int number, Play play) {
    return () -> {
      try (Lane lane = factory.open(number)) {
        play.in(lane);
      }
      return null;
    };
  }

  // A lane that is told to end closes its workers; that is a matter of milliseconds.
  private static void awaitEnd(ExecutorService executor) {
    try {
      if (!executor.awaitTermination(60, TimeUnit.SECONDS)) {
        throw new SweepException("A lane of the sweep does not end: its workers may still run.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Opens a lane. */
  interface LaneFactory {
    Lane open(int number);
  }
}
