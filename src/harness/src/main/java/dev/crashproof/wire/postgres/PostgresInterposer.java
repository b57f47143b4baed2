package dev.crashproof.wire.postgres;

import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Bind;
import dev.crashproof.wire.Wire;
import dev.crashproof.wire.stream.Answers;
import dev.crashproof.wire.stream.Dialogue;
import dev.crashproof.wire.stream.Protocol;
import dev.crashproof.wire.stream.Requests;
import dev.crashproof.wire.stream.StreamWire;
import java.io.UncheckedIOException;

/**
 * Between a worker and its Postgres. An exchange is what the server answers with one ReadyForQuery:
 * the log-in ({@code connect}), a simple query, an extended batch up to its Sync, a function call;
 * a CancelRequest is one too, {@code cancel}. What the worker sends of it up to a point where it
 * waits for the server is decided on as one, unless it has more than 4 MiB: then the rest follows
 * what was decided. Statements that are only prepared before a Flush, with nothing executed, go on
 * undecided.
 *
 * <ul>
 *   <li>An op's name is the statement's verb, several joined by {@code +}, each once: {@code
 *       begin+insert}. For a statement that begins with {@code with} it is the first verb that
 *       writes. {@code fetch} goes on with a cursor, {@code prepare} executes nothing, {@code
 *       execute} is of a statement that nobody saw prepared.
 *   <li>OK: it took effect. FAIL: the server told of an error, or answered COMMIT by ROLLBACK, and
 *       nothing of it was committed; an error behind a COMMIT that succeeded leaves it OK, with a
 *       status. Lost: the connection ended before the answer did, with a status if the server had
 *       told why.
 *   <li>An answer is held from where the server needs nothing more of the worker: what it asks for
 *       during log-in, or for COPY's data, passes.
 *   <li>After {@code fail} the transaction is as it was: to the server the statement never was.
 *   <li>After a dropped request or answer the connection hears and says nothing more.
 * </ul>
 *
 * <p>TLS is refused as a server without certificates does: {@code sslmode=prefer} goes on without,
 * {@code sslmode=require} ends with the client's own error, as does {@code
 * channel_binding=require}. Passwords pass and are never written down.
 */
public final class PostgresInterposer {
  private PostgresInterposer() {}

  /**
   * Starts to listen.
   *
   * @param worker the worker's name, as process ops have it
   * @param bind where to listen
   * @param upstreamHost the server's host
   * @param upstreamPort the server's port
   * @param recorder where ops go
   * @throws UncheckedIOException if it can't listen there
   */
  public static Wire start(
      String worker, Bind bind, String upstreamHost, int upstreamPort, Recorder recorder) {
    return StreamWire.start(new Version3(), worker, bind, upstreamHost, upstreamPort, recorder);
  }

  /** Protocol 3, of Postgres 7.4 and all since. */
  static final class Version3 implements Protocol<Unit> {
    @Override
    public String wire() {
      return WireOp.POSTGRES;
    }

    @Override
    public Dialogue open(Requests<Unit> requests, Answers<Unit> answers) {
      return new PostgresDialogue(requests, answers);
    }
  }
}
