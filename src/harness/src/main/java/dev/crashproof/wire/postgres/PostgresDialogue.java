package dev.crashproof.wire.postgres;

import dev.crashproof.wire.Ruling;
import dev.crashproof.wire.stream.Answers;
import dev.crashproof.wire.stream.Dialogue;
import dev.crashproof.wire.stream.Refusal;
import dev.crashproof.wire.stream.Requests;
import java.nio.ByteBuffer;

/** One connection: what the worker says, what the server says, and how they hang together. */
final class PostgresDialogue implements Dialogue {
  private static final byte[] SYNC = {'S', 0, 0, 0, 4};

  private final Frontend frontend;
  private final Backend backend;

  PostgresDialogue(Requests<Unit> requests, Answers<Unit> answers) {
    this.frontend = new Frontend(requests);
    this.backend = new Backend(answers);
  }

  @Override
  public void fromWorker(ByteBuffer bytes) {
    frontend.accept(bytes);
    backend.requestsMoved();
  }

  @Override
  public void workerEnded() {
    frontend.end();
  }

  @Override
  public void fromPeer(ByteBuffer bytes) {
    backend.accept(bytes);
  }

  @Override
  public void peerEnded() {
    backend.end();
  }

  /**
   * The server gets a bare Sync in place of the batch, and the error is put before its
   * ReadyForQuery. So it comes in its turn, and the transaction's state is the server's own.
   */
  @Override
  public Refusal refusal(Ruling.Fail fail) {
    return frontend.connecting()
        ? Refusal.local(ServerError.message("FATAL", fail), true)
        : Refusal.instead(SYNC, ServerError.message("ERROR", fail));
  }

  @Override
  public boolean answersWait() {
    return false;
  }
}
