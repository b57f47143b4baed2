package dev.crashproof.wire;

import dev.crashproof.history.Op;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One exchange while it passes an interposer: the handle by which what was held is let go. Outlives
 * the worker that sent the request: what is held can be forwarded when its sender is dead. Safe for
 * use by many threads; what comes too late has no effect.
 */
public interface Passage {

  /** The INVOKE op: the request, decoded. */
  Op arrived();

  /** The peer's answer, if it has arrived. */
  Optional<Op> answer();

  /**
   * Completes with the answer's op (OK, FAIL, or INFO where it was lost) when the peer's answer has
   * arrived here, held or not; never, if the request is never forwarded.
   */
  CompletableFuture<Op> answered();

  /** Completes when the answer has been handed to the worker's connection. */
  CompletableFuture<Op> delivered();

  /** Lets go what is held: the request on to the peer, or the answer on to the worker. */
  void release();

  /** Lets a held request go on to the peer, and holds its answer. */
  void releaseHoldingReply();

  /** Sees to it that what is held never goes on: the request, or the answer. */
  void drop();
}
