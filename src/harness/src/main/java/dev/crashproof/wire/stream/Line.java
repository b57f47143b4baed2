package dev.crashproof.wire.stream;

import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Ruling;
import java.time.Duration;

/** What the two lanes of a connection need of it. */
interface Line {

  /** Whether bytes can go to the peer; if it was not connected yet, it will be. */
  boolean peerReady();

  /** Whether nothing can go to the peer any more. */
  boolean peerGone();

  /** Whether the worker will send no more: as far as anybody can tell, it is dead. */
  boolean workerEnded();

  /** Ends the worker's side when it has been given what there is for it. */
  void endWorker();

  /** Does it on the loop's thread after a while. */
  void after(Duration delay, Runnable task);

  /** Who decides. */
  Interceptor interceptor();

  /** Whether an answer is decided on before the worker got any of it. */
  boolean answersWait();

  /** How the protocol tells of a failure. */
  Refusal refusal(Ruling.Fail fail);
}
