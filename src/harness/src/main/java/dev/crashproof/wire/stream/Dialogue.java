package dev.crashproof.wire.stream;

import dev.crashproof.wire.Ruling;
import java.nio.ByteBuffer;

/**
 * Understands one connection: cuts what the worker sends into requests and what the peer says into
 * answers. Called on one thread.
 */
public interface Dialogue {

  /** The worker's next bytes, however they were cut by the network. */
  void fromWorker(ByteBuffer bytes);

  /** The worker will send no more. What was gathered for a decision goes as it is. */
  void workerEnded();

  /** The peer's next bytes, however they were cut by the network. */
  void fromPeer(ByteBuffer bytes);

  /** The peer will say no more. What is still awaited after this is lost. */
  void peerEnded();

  /** How this protocol says that the request which was opened last, or answered last, failed. */
  Refusal refusal(Ruling.Fail fail);

  /**
   * Whether an answer's fate is decided when it has arrived, before the worker got any of it. If
   * not, the interceptor is asked for information only.
   */
  boolean answersWait();
}
