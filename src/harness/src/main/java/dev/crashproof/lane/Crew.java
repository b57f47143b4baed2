package dev.crashproof.lane;

import dev.crashproof.history.boundary.BoundaryKind;
import dev.crashproof.wire.Interceptor;

/**
 * The workers of one lane: the one that serves and will be struck, and whoever takes over. How is
 * the {@link Mode}'s.
 */
public interface Crew extends AutoCloseable {

  /**
   * Sees to it that a worker serves, and that whoever is to take over can.
   *
   * @param fresh whether the worker must not have served anything before
   */
  void ready(boolean fresh);

  /** Ends the worker that serves, between two performances, where none has to notice. */
  void retire();

  /** Asks this interceptor about all that any of the workers sends. */
  void intercept(Interceptor interceptor);

  /** The worker that serves. */
  WorkerSlot serving();

  /** The worker that serves is about to be struck, and stands still at such a boundary. */
  void beforeStrike(BoundaryKind kind);

  /** The strike was called off after all: the worker that serves goes on as if nothing had been. */
  default void spared() {
    serving().temporal().releasePolls(serving().start());
  }

  /**
   * The worker that served is dead, its group seen empty: another takes over. When this returns the
   * new one is {@link #serving}, though it may still be starting.
   */
  void replace();

  /** Ends every worker and frees every port. */
  @Override
  void close();
}
