package dev.crashproof.suite.benchmark;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Passage;
import dev.crashproof.wire.Ruling;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Holds what passes at the point where a worker is to be killed. */
final class CutPoint implements Interceptor {
  private final CompletableFuture<List<Passage>> reached = new CompletableFuture<>();
  private final String request;
  private final boolean before;
  private final int start;
  private @Nullable Passage answered;

  private CutPoint(String request, boolean before, int start) {
    this.request = request;
    this.before = before;
    this.start = start;
  }

  /** That start's next answer to a workflow task is held on its way to the server. */
  static CutPoint beforeWorkflowTaskAnswer(int start) {
    return new CutPoint("RespondWorkflowTaskCompleted", true, start);
  }

  /**
   * That start's next answer of an activity arrives at the server; what the server says to it is
   * held, and so is the workflow task that it hands out next.
   */
  static CutPoint afterActivityAnswer(int start) {
    return new CutPoint("RespondActivityTaskCompleted", false, start);
  }

  /** Completes with what is held once all of it is. */
  CompletableFuture<List<Passage>> reached() {
    return reached;
  }

  @Override
  public synchronized Ruling request(Passage passage) {
    if (answered != null || !ofThatStart(passage) || !named(passage, request)) {
      return Ruling.pass();
    }
    answered = passage;
    if (before) {
      // Not here: whoever waits must find the message held.
      reached.completeAsync(() -> List.of(passage));
      return Ruling.hold();
    }
    return Ruling.passHoldingReply();
  }

  @Override
  public synchronized Ruling reply(Passage passage) {
    Passage answer = answered;
    if (before
        || answer == null
        || reached.isDone()
        || !ofThatStart(passage)
        || !named(passage, "PollWorkflowTaskQueue")
        || passage.answer().filter(CutPoint::bringsATask).isEmpty()) {
      return Ruling.pass();
    }
    reached.completeAsync(() -> List.of(answer, passage));
    return Ruling.hold();
  }

  private boolean ofThatStart(Passage passage) {
    return passage
        .arrived()
        .detail(WireOp.START)
        .filter(Integer.toString(start)::equals)
        .isPresent();
  }

  private static boolean bringsATask(Op answer) {
    return answer.kind() == OpKind.OK && answer.detail(WireOp.TOKEN).isPresent();
  }

  private static boolean named(Passage passage, String name) {
    return passage.arrived().name().equals(name);
  }
}
