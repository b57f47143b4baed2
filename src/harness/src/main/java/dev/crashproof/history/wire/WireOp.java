package dev.crashproof.history.wire;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The words in which an interposer writes down what passes. An exchange is one request and its
 * answer:
 *
 * <ol>
 *   <li>INVOKE: the worker's request has arrived. The op's index is the exchange's id, the op's
 *       process is the worker's name, its name is the call's.
 *   <li>INFO with a {@link Step}: what became of it since.
 *   <li>OK, FAIL, or INFO {@link Step#LOST}: the peer's answer has arrived: it took effect, it
 *       certainly did not, nobody knows.
 *   <li>INFO {@link Step#DELIVERED}: the worker has been handed the answer.
 * </ol>
 *
 * <p>Every op of an exchange has its INVOKE's process and name, and all but the INVOKE carry {@link
 * #EXCHANGE}.
 */
public final class WireOp {
  /** Which wire: {@link #TEMPORAL}, {@link #POSTGRES} or {@link #HTTP}. On every wire op. */
  public static final String WIRE = "wire";

  /**
   * The wire to the Temporal server; an op's name is the gRPC method: {@code
   * PollWorkflowTaskQueue}.
   */
  public static final String TEMPORAL = "temporal";

  /** The wire to the database; an op's name is the statement's verb, or {@code connect}. */
  public static final String POSTGRES = "postgres";

  /** The wire to an HTTP service; an op's name is {@code POST /path}. */
  public static final String HTTP = "http";

  /** The id of the op's exchange: the index of its INVOKE op. On all ops but that one. */
  public static final String EXCHANGE = "exchange";

  /** A {@link Step}'s word, on INFO ops. */
  public static final String STEP = "step";

  /** Which start of the worker sent it, from 1, as process ops count. On every wire op. */
  public static final String START = "start";

  /** The connection's number at its interposer. On every wire op. */
  public static final String CONNECTION = "connection";

  /** {@code true} on a FORWARDED op whose sender was dead by then. */
  public static final String POSTHUMOUS = "posthumous";

  /** The workflow that a task or a message is about. */
  public static final String WORKFLOW_ID = "workflowId";

  /** The workflow's run. */
  public static final String RUN_ID = "runId";

  /** The workflow's type, where the message tells it. */
  public static final String WORKFLOW_TYPE = "workflowType";

  /** The activity, as the SDK named it. */
  public static final String ACTIVITY_ID = "activityId";

  /** The activity's type. */
  public static final String ACTIVITY_TYPE = "activityType";

  /** Which attempt at an activity, or at a workflow task, from 1. */
  public static final String ATTEMPT = "attempt";

  /**
   * A fingerprint of the task token: on the answer that handed the task over, and on each message
   * that carries the token.
   */
  public static final String TOKEN = "token";

  /** The task queue that a poll is for. */
  public static final String QUEUE = "queue";

  /** {@code true} where the task queue is a sticky one. */
  public static final String STICKY = "sticky";

  /** How long a task may lie in the sticky queue before it goes to the common one: milliseconds. */
  public static final String STICKY_TIMEOUT = "stickyTimeoutMillis";

  /** The identity by which the worker presents itself to the server. */
  public static final String IDENTITY = "identity";

  /**
   * What a RespondWorkflowTaskCompleted asks for: a JSON array of {@link CommandFact}, in order.
   */
  public static final String COMMANDS = "commands";

  /** The type of the query that a task or an answer is about. */
  public static final String QUERY = "query";

  /** {@code true} on the answer of a poll that brought no task. */
  public static final String EMPTY = "empty";

  /**
   * On the answer that handed over a workflow task: what has happened since the last one, a JSON
   * array of {@link CommandFact} whose type is an event type ({@code ActivityTaskCompleted}).
   */
  public static final String CAUSES = "causes";

  /**
   * On the op {@code begin} of a run: the wires that have an interposer, separated by commas,
   * whether or not anything ever passes there.
   */
  public static final String WIRES = "wires";

  /**
   * On the answer of a RespondWorkflowTaskCompleted that handed over activity tasks at once: a JSON
   * array of {@link ActivityFact}, in order. A workflow task that came in the same answer stands on
   * it as on a poll's.
   */
  public static final String ACTIVITIES = "activities";

  /** On the answer that handed over a workflow task: the id of its started event. */
  public static final String STARTED_EVENT = "startedEventId";

  /** On the answer that handed over a workflow task: the id of the first event that came along. */
  public static final String FIRST_EVENT = "firstEventId";

  /** The id of the last event that came along. */
  public static final String LAST_EVENT = "lastEventId";

  /** A heartbeat's details as text, cut at 200 characters. */
  public static final String HEARTBEAT = "heartbeat";

  /** The gRPC status's name ({@code NOT_FOUND}), the SQLSTATE, or the HTTP status's number. */
  public static final String STATUS = "status";

  /** What the error says. */
  public static final String MESSAGE = "message";

  /**
   * What can be read of a database or HTTP request: statements and parameters; headers and the
   * body's beginning. Cut at 4096 characters. Serves to tell for which activity it was sent.
   */
  public static final String TEXT = "text";

  /** The value of an HTTP request's Idempotency-Key header. */
  public static final String IDEMPOTENCY_KEY = "idempotencyKey";

  /** The transaction's state after the statement: {@code idle}, {@code open} or {@code failed}. */
  public static final String TRANSACTION = "transaction";

  private WireOp() {}

  /** Whether the op was written by an interposer. */
  public static boolean isOne(Op op) {
    return op.details().containsKey(WIRE);
  }

  /** Whether the op was written by the interposer of that wire. */
  public static boolean on(String wire, Op op) {
    return wire.equals(op.details().get(WIRE));
  }

  /** The id of the op's exchange; empty where it is no wire op. */
  public static OptionalLong exchange(Op op) {
    if (!isOne(op)) {
      return OptionalLong.empty();
    }
    return op.kind() == OpKind.INVOKE
        ? OptionalLong.of(op.index())
        : OptionalLong.of(Long.parseLong(op.details().getOrDefault(EXCHANGE, "-1")));
  }

  /** The op's step, if it is one. */
  public static Optional<Step> step(Op op) {
    return isOne(op) ? op.detail(STEP).map(Step::of) : Optional.empty();
  }

  /** Whether the op tells the peer's answer: OK, FAIL, or lost. */
  public static boolean isAnswer(Op op) {
    return isOne(op)
        && (op.kind() == OpKind.OK
            || op.kind() == OpKind.FAIL
            || step(op).filter(Step.LOST::equals).isPresent());
  }
}
