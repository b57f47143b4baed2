package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells for which task a request to a database or a service was sent. By what its transaction was
 * opened for, by the ids in its text, by there being one activity at work; in this order.
 */
final class Claims {
  private final Tasks tasks;
  private final Map<String, Session> sessions = new HashMap<>();

  /** A connection to a database, and what its present transaction serves. */
  private static final class Session {
    private final Set<Long> unanswered = new HashSet<>();
    private Optional<Task> serves = Optional.empty();
    private boolean inTransaction;
  }

  /**
   * Whom a request serves.
   *
   * @param task the task; empty where it can't be told
   * @param atWork what the worker was at
   */
  record Claim(Optional<Task> task, List<Task> atWork) {
    /** Whether it may serve the workflow that is followed. */
    boolean perhapsOurs() {
      return atWork.stream().anyMatch(it -> it.named().isPresent());
    }
  }

  Claims(Tasks tasks) {
    this.tasks = tasks;
  }

  Claim claim(Op request) {
    List<Task> inFlight = tasks.inFlight(request);
    Optional<Task> task = transaction(request).or(() -> serves(request, inFlight));
    if (WireOp.on(WireOp.POSTGRES, request)) {
      Session session = session(request);
      session.unanswered.add(request.index());
      session.serves = task;
    }
    return new Claim(task, inFlight);
  }

  /** Follows the answers: a transaction may end with one. */
  void follow(Op op) {
    if (!WireOp.on(WireOp.POSTGRES, op) || !ends(op)) {
      return;
    }
    Session session = session(op);
    WireOp.exchange(op).ifPresent(session.unanswered::remove);
    op.detail(WireOp.TRANSACTION).ifPresent(state -> session.inTransaction = !state.equals("idle"));
  }

  private Optional<Task> transaction(Op request) {
    if (!WireOp.on(WireOp.POSTGRES, request)) {
      return Optional.empty();
    }
    Session session = session(request);
    return session.inTransaction || !session.unanswered.isEmpty()
        ? session.serves.filter(task -> !task.ended())
        : Optional.empty();
  }

  private Optional<Task> serves(Op request, List<Task> inFlight) {
    // Of an HTTP request the path is in its name.
    String text = request.name() + " " + Wires.text(request, WireOp.TEXT);
    List<Task> activities = activities(inFlight);
    return Clue.strongest(text, activities, 1)
        // An activity's last words may follow its end.
        .or(() -> Clue.strongest(text, activities(tasks.all(request)), 3))
        .or(() -> only(activities))
        // With no activity at work it is a local one, which the server does not know of yet.
        .or(() -> activities.isEmpty() ? only(inFlight) : Optional.empty());
  }

  private Session session(Op op) {
    return sessions.computeIfAbsent(Wires.connection(op), connection -> new Session());
  }

  private static List<Task> activities(List<Task> of) {
    return of.stream().filter(task -> task.is(Task.For.ACTIVITY)).toList();
  }

  private static Optional<Task> only(List<Task> of) {
    return of.size() == 1 ? Optional.of(of.get(0)) : Optional.empty();
  }

  private static boolean ends(Op op) {
    return WireOp.isAnswer(op)
        || WireOp.step(op).filter(step -> step == Step.DROPPED || step == Step.REFUSED).isPresent();
  }
}
