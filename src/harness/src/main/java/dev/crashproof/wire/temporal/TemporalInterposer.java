package dev.crashproof.wire.temporal;

import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Bind;
import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Wire;
import dev.crashproof.wire.grpc.GrpcProxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The interposer between a worker and its Temporal server. It speaks plaintext gRPC on both sides
 * and carries every call of every service, byte for byte, with what belongs to it: headers,
 * trailers, deadline, cancellation, compression. Messages are read with Temporal's own protos; what
 * can't be read passes all the same.
 *
 * <p>A request that was held or delayed lives without its sender from then on: neither the sender's
 * death nor its deadline reaches the server. Polls are the exception, for the poll of a dead worker
 * would swallow a task.
 *
 * <p>A worker's death is seen when its connections close, a moment after its process is gone: wait
 * until {@link #connected} says no before letting go what the dead have sent.
 *
 * <p>Methods that wait ({@link #withdrawPolls}, {@link #fail}) must not be called by an {@link
 * Interceptor}, nor by what hangs on a passage's futures: these run on the wire's own threads.
 */
public final class TemporalInterposer implements Wire {
  private final Memory memory;
  private final GrpcProxy proxy;
  private final TaskFailing failing;

  private TemporalInterposer(Memory memory, GrpcProxy proxy) {
    this.memory = memory;
    this.proxy = proxy;
    this.failing = new TaskFailing(proxy, memory.tasks());
  }

  /**
   * Starts an interposer. All passes until it is told otherwise.
   *
   * @param worker the worker's name, as process ops have it
   * @param bind where to listen
   * @param upstream the server's {@code host:port}
   * @param recorder takes the ops
   * @throws java.io.UncheckedIOException if it can't listen there
   */
  public static TemporalInterposer start(
      String worker, Bind bind, String upstream, Recorder recorder) {
    Memory memory = Memory.empty();
    return new TemporalInterposer(
        memory, GrpcProxy.start(worker, bind, upstream, recorder, new TemporalProtocol(memory)));
  }

  @Override
  public String address() {
    return proxy.address();
  }

  @Override
  public void tenant(int start) {
    proxy.tenant(start);
  }

  @Override
  public void intercept(Interceptor interceptor) {
    proxy.intercept(interceptor);
  }

  @Override
  public boolean connected(int start) {
    return proxy.connected(start);
  }

  @Override
  public void reset() {
    proxy.reset();
  }

  /**
   * Keeps the polls that arrive from now on here, of every start: for workflow, activity and Nexus
   * tasks. They stand as HELD. Those of a worker that dies meanwhile are let fall.
   */
  public void holdPolls() {
    proxy.gate().hold();
  }

  /** Keeps the polls of that start that arrive from now on here. */
  public void holdPolls(int start) {
    proxy.gate().hold(start);
  }

  /** Lets all polls pass from now on, and those that were kept, the withdrawn ones included. */
  public void releasePolls() {
    proxy.gate().release();
  }

  /** Lets the polls of that start pass from now on, and those of it that were kept. */
  public void releasePolls(int start) {
    proxy.gate().release(start);
  }

  /**
   * Takes the open polls of that start back from the server, while the worker goes on waiting for
   * their answers; keeps those and all further polls of it here.
   *
   * <p>The server may have been about to answer. An answer that reaches the interposer all the same
   * is kept from the worker, and the task it brought is returned. One that was still on its way is
   * lost with the poll, as when a worker cancels; the event history alone shows such a task as
   * started.
   *
   * @param start the start's number
   * @param bound how long to wait until all polls have ended
   * @return the tasks that came in that moment and were not delivered
   * @throws IllegalStateException if the bound was not enough
   */
  public List<OpenTask> withdrawPolls(int start, Duration bound) {
    return proxy.gate().withdraw(start, bound).stream()
        .flatMap(answer -> answer.detail(WireOp.TOKEN).stream())
        .flatMap(token -> memory.tasks().of(token).stream())
        .map(HandedTask::facts)
        .toList();
  }

  /** Whether a poll of that start for workflow tasks has arrived, forwarded or not. */
  public boolean polling(int start) {
    return memory.pollers().contains(start);
  }

  /**
   * The tasks that the server handed to that start, delivered or not, and for which it still wants
   * an answer as far as can be seen here.
   */
  public List<OpenTask> openTasks(int start) {
    return memory.tasks().open(start);
  }

  /**
   * Fails a dead worker's task, by its token, so that the server hands it to another at once. A
   * task that is not {@linkplain OpenTask#reapable reapable} is left alone.
   *
   * @throws IllegalArgumentException if the task did not come through this interposer
   */
  public Reaping fail(OpenTask task) {
    return failing.fail(task);
  }

  /** The sticky queue of that start, by the name that the server knows; empty if it uses none. */
  public Optional<String> stickyQueue(int start) {
    return memory.sticky().upstream(start);
  }

  /**
   * Gives the sticky queue of that start another name towards the server: a dead worker's, whose
   * tasks this start is to take over. The only case in which bytes are changed. Polls that are kept
   * here go under the new name too; those that are with the server already don't.
   */
  public void inheritStickyQueue(int start, String name) {
    memory.sticky().inherit(start, name);
  }

  @Override
  public void close() {
    proxy.close();
  }
}
