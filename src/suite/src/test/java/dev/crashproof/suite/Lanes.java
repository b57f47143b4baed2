package dev.crashproof.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Plays the same thing side by side: recovery is mostly waiting, so several wait at once. */
final class Lanes {
  private Lanes() {}

  /** Runs one call a lane and returns when all have ended; the first failure is thrown. */
  static void run(int lanes, IntConsumer lane) throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(lanes);
    try {
      List<Callable<Void>> calls = new ArrayList<>();
      for (int i = 1; i <= lanes; i++) {
        int number = i;
        calls.add(
            () -> {
              lane.accept(number);
              return null;
            });
      }
      for (Future<Void> done : executor.invokeAll(calls)) {
        rethrow(done);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static void rethrow(Future<Void> done) throws InterruptedException {
    try {
      done.get();
    } catch (ExecutionException e) {
      throw new AssertionError("a lane failed: " + e.getCause(), e.getCause());
    }
  }
}
