package dev.crashproof.lane;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Plays in several lanes at the same time. */
public final class Lanes {
  private static final Duration TO_END = Duration.ofSeconds(60);

  private Lanes() {}

  /** What is opened for one thread to play in. */
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /** What one lane does until there is nothing left to do. */
  public interface Play<T> {
    /** Plays there. */
    void in(T lane);
  }

  /**
   * Opens so many lanes, lets each play, and returns when all have ended and are closed.
   *
   * @throws PlayException telling the first that a lane threw, after all have ended
   */
  public static <T extends Place> void play(int number, LaneFactory<T> factory, Play<T> play) {
    ExecutorService executor =
        Executors.newFixedThreadPool(
            number,
            task -> {
              Thread thread = new Thread(task, "crashproof-lane");
              thread.setDaemon(true);
              return thread;
            });
    PlayException broken = null;
    try {
      // Whichever ends first is heard first: one that broke ends the others.
      CompletionService<Void> lanes = new ExecutorCompletionService<>(executor);
      for (int lane = 1; lane <= number; lane++) {
        lanes.submit(inLane(factory, lane, play));
      }
      for (int ended = 0; ended < number; ended++) {
        lanes.take().get();
      }
    } catch (ExecutionException e) {
      broken = told(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      broken = new PlayException("The play was interrupted.", e);
    } finally {
      executor.shutdownNow();
    }
    if (!ended(executor)) {
      PlayException endless = new PlayException("A lane does not end: its workers may still run.");
      if (broken == null) {
        throw endless;
      }
      broken.addSuppressed(endless);
    }
    if (broken != null) {
      throw broken;
    }
  }

  private static PlayException told(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause instanceof PlayException told
        ? told
        : new PlayException(
            "The play could not go on: "
                + (cause instanceof IllegalStateException
                    ? String.valueOf(cause.getMessage())
                    : String.valueOf(cause)),
            e);
  }

  private static <T extends Place> Callable<Void> inLane(
      LaneFactory<T> factory, int number, Play<T> play) {
    return () -> {
      try (T lane = factory.open(number)) {
        play.in(lane);
      }
      return null;
    };
  }

  /**
   * A lane that is told to end closes its workers; that is a matter of milliseconds. Whoever was
   * interrupted waits for it all the same: what the lanes stand on is taken down next.
   *
   * @return whether all have ended
   */
  private static boolean ended(ExecutorService executor) {
    boolean interrupted = Thread.interrupted();
    try {
      return executor.awaitTermination(TO_END.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
      return executor.isTerminated();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Opens a lane. */
  public interface LaneFactory<T extends Place> {
    /** Opens the lane of that number, from 1. */
    T open(int number);
  }
}
