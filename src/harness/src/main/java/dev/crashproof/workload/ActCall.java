package dev.crashproof.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import dev.crashproof.history.OpKind;
import io.grpc.Status;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceFutureStub;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One act on its way to the workflow: asked again, as the same act, until it is answered or
 * refused. No thread waits for it.
 *
 * @param <T> what the server answers with
 */
abstract class ActCall<T> {
  private static final long PAUSE_MILLIS = 50;
  private static final Set<Status.Code> REFUSALS =
      Set.of(
          Status.Code.NOT_FOUND,
          Status.Code.INVALID_ARGUMENT,
          Status.Code.FAILED_PRECONDITION,
          Status.Code.ALREADY_EXISTS,
          Status.Code.PERMISSION_DENIED,
          Status.Code.UNAUTHENTICATED,
          Status.Code.UNIMPLEMENTED);

  /**
   * How an act ended.
   *
   * @param kind OK, FAIL, or INFO where nobody knows whether it took effect
   * @param details what was answered
   */
  record End(OpKind kind, Map<String, String> details) {

    static End answered(@Nullable String result) {
      return new End(OpKind.OK, Map.of("result", result == null ? "" : result));
    }

    static End refused(OpKind kind, @Nullable String message) {
      return new End(kind, Map.of("message", message == null ? "" : message));
    }
  }

  private final TemporalNamespace namespace;
  private final OutsideAct act;
  private final String workflowId;
  private final Consumer<End> whenEnded;
  private int tries;
  private volatile boolean ended;
  private volatile @Nullable ListenableFuture<?> inFlight;

  ActCall(TemporalNamespace namespace, OutsideAct act, String workflowId, Consumer<End> whenEnded) {
    this.namespace = namespace;
    this.act = act;
    this.workflowId = workflowId;
    this.whenEnded = whenEnded;
  }

  /** Asks the server, which has that many tries behind it. */
  abstract ListenableFuture<T> ask(WorkflowServiceFutureStub service);

  /** How the act ended by this answer; empty where it must be asked again. */
  abstract Optional<End> end(T answer);

  /** Whether such a failure passes, beside an outage of the server. */
  boolean passing(Status status) {
    return false;
  }

  /** How long one try may take. */
  long tryMillis(int triesBefore) {
    return 10_000;
  }

  /** What an act that failed has certainly not done. */
  OpKind failed(Status status) {
    return REFUSALS.contains(status.getCode()) ? OpKind.FAIL : OpKind.INFO;
  }

  final OutsideAct act() {
    return act;
  }

  final String namespace() {
    return namespace.name();
  }

  /** The workflow's present run, whichever that is. */
  final WorkflowExecution workflow() {
    return WorkflowExecution.newBuilder().setWorkflowId(workflowId).build();
  }

  /** The same for every try, and no other act's. */
  final String id() {
    return workflowId + "/" + act.label();
  }

  /** The arguments as the SDKs' default converters have them. */
  final Payloads arguments() {
    List<JsonNode> arguments = act.arguments();
    return arguments.isEmpty()
        ? Payloads.getDefaultInstance()
        : DefaultDataConverter.STANDARD_INSTANCE
            .toPayloads(arguments.toArray())
            .orElse(Payloads.getDefaultInstance());
  }

  /** Begins, or tries again. */
  final void send() {
    if (ended) {
      return;
    }
    ListenableFuture<T> asked =
        ask(
            namespace
                .service()
                .futureStub()
                .withDeadlineAfter(tryMillis(tries++), TimeUnit.MILLISECONDS));
    inFlight = asked;
    asked.addListener(() -> answered(asked), MoreExecutors.directExecutor());
  }

  /** Tries no more. */
  final void cancel() {
    ended = true;
    ListenableFuture<?> asked = inFlight;
    if (asked != null) {
      asked.cancel(true);
    }
  }

  private void answered(ListenableFuture<T> asked) {
    if (ended) {
      return;
    }
    try {
      Optional<End> end = end(asked.get());
      if (end.isPresent()) {
        endWith(end.get());
      } else {
        again();
      }
    } catch (ExecutionException e) {
      failed(e);
    } catch (InterruptedException e) {
      // It is done when its listener runs, so nothing is waited for.
      Thread.currentThread().interrupt();
      endWith(End.refused(OpKind.INFO, "interrupted"));
    } catch (RuntimeException e) {
      endWith(End.refused(OpKind.INFO, e.toString()));
    }
  }

  private void failed(ExecutionException failure) {
    Status status = Status.fromThrowable(failure);
    if (passing(status)
        || (failure.getCause() instanceof Exception cause && TemporalNamespace.isDown(cause))) {
      again();
    } else {
      endWith(
          End.refused(
              failed(status),
              status.getCode()
                  + (status.getDescription() == null ? "" : ": " + status.getDescription())));
    }
  }

  private void again() {
    CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS).execute(this::send);
  }

  private void endWith(End end) {
    ended = true;
    whenEnded.accept(end);
  }
}
