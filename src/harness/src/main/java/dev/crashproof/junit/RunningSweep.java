package dev.crashproof.junit;

import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.lane.PlayException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A sweep that strikes in the background, while each test waits for its own point. Whatever ends
 * the sweep ends every wait.
 */
final class RunningSweep implements AutoCloseable {
  private static final Duration TO_STOP = Duration.ofSeconds(30);

  private final Map<String, CompletableFuture<JudgedPoint>> points = new LinkedHashMap<>();
  private final CompletableFuture<Verdict> end = new CompletableFuture<>();
  private final long began = System.nanoTime();
  private final Thread thread;

  private RunningSweep(
      String name, List<String> boundaries, Sweeping sweeping, Optional<String> only) {
    boundaries.forEach(boundary -> points.put(boundary, new CompletableFuture<>()));
    thread = new Thread(() -> run(sweeping, only), "crashproof-" + name);
    thread.setDaemon(true);
  }

  /**
   * Begins to strike.
   *
   * @param boundaries what will be struck
   * @param only the one boundary to strike; empty for all
   */
  static RunningSweep start(
      String name, List<String> boundaries, Sweeping sweeping, Optional<String> only) {
    RunningSweep running = new RunningSweep(name, boundaries, sweeping, only);
    running.thread.start();
    return running;
  }

  private void run(Sweeping sweeping, Optional<String> only) {
    try {
      Verdict verdict = sweeping.run(only, this::told);
      points.forEach((name, point) -> point.complete(neverTold(name)));
      end.complete(verdict);
    } catch (Throwable e) { // whatever it was, nobody may wait for what no longer comes
      points.values().forEach(point -> point.completeExceptionally(e));
      end.completeExceptionally(e);
    }
  }

  private void told(JudgedPoint point) {
    CompletableFuture<JudgedPoint> waiting = points.get(point.boundary());
    if (waiting == null) {
      throw new IllegalStateException(
          "The sweep struck '%s', which its plan does not have.".formatted(point.boundary()));
    }
    waiting.complete(point);
  }

  private static JudgedPoint neverTold(String boundary) {
    return new JudgedPoint(
        boundary, Validity.UNKNOWN, List.of("the sweep ended and said nothing of it"));
  }

  /**
   * Waits for a point.
   *
   * @throws PlayException if the sweep stopped before it was judged
   */
  JudgedPoint await(String boundary) throws InterruptedException {
    CompletableFuture<JudgedPoint> point = points.get(boundary);
    if (point == null) {
      throw new IllegalArgumentException("No boundary '%s' is struck.".formatted(boundary));
    }
    return get(point);
  }

  /**
   * Waits for the end.
   *
   * @return whether the plan holds
   * @throws PlayException if the sweep stopped before
   */
  Verdict awaitEnd() throws InterruptedException {
    return get(end);
  }

  /** What is judged by now, in the plan's order. */
  List<JudgedPoint> judged() {
    return points.values().stream()
        .filter(point -> point.isDone() && !point.isCompletedExceptionally())
        .map(CompletableFuture::join)
        .toList();
  }

  /** How long it has been running. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      throw new PlayException("The sweep stopped: " + words(cause), cause);
    }
  }

  private static String words(Throwable failure) {
    return Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
  }

  /** Stops a sweep that is not over; one whose tests were all waited for is. */
  @Override
  public void close() {
    if (!end.isDone()) {
      thread.interrupt();
    }
    try {
      thread.join(TO_STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
