package dev.crashproof.recovery;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees on the wire what a worker takes and settles, and notes it: tasks that a poll brings, or the
 * answer to a workflow task (a new workflow task, eager activities); answers that the server
 * accepted, or says it waits for no more; the names of sticky queues.
 *
 * <p>A task is noted before the SDK hears of it, and is settled after the server took the answer:
 * whatever a process knew of when it was killed is in the journal.
 *
 * <p>A fault of its own never ends a call, which it would if it were thrown from here.
 */
final class TaskWatch implements ClientInterceptor {
  /** Set on calls that are none of the worker's own. */
  static final CallOptions.Key<Boolean> UNWATCHED =
      CallOptions.Key.createWithDefault("crashproof-unwatched", false);

  private static final Logger LOG = LoggerFactory.getLogger(TaskWatch.class);
  private static final Set<String> WATCHED =
      Set.of(
          WorkflowServiceGrpc.getPollWorkflowTaskQueueMethod().getFullMethodName(),
          WorkflowServiceGrpc.getPollActivityTaskQueueMethod().getFullMethodName(),
          WorkflowServiceGrpc.getRespondWorkflowTaskCompletedMethod().getFullMethodName(),
          WorkflowServiceGrpc.getRespondWorkflowTaskFailedMethod().getFullMethodName(),
          WorkflowServiceGrpc.getRespondActivityTaskCompletedMethod().getFullMethodName(),
          WorkflowServiceGrpc.getRespondActivityTaskFailedMethod().getFullMethodName(),
          WorkflowServiceGrpc.getRespondActivityTaskCanceledMethod().getFullMethodName(),
          WorkflowServiceGrpc.getRespondActivityTaskCompletedByIdMethod().getFullMethodName(),
          WorkflowServiceGrpc.getRespondActivityTaskFailedByIdMethod().getFullMethodName(),
          WorkflowServiceGrpc.getRespondActivityTaskCanceledByIdMethod().getFullMethodName(),
          WorkflowServiceGrpc.getRecordActivityTaskHeartbeatMethod().getFullMethodName(),
          WorkflowServiceGrpc.getShutdownWorkerMethod().getFullMethodName());

  private final Supplier<@Nullable Journal> journal;
  private final StickyNames names;
  private final Sparing sparing;
  private final AtomicBoolean faultTold = new AtomicBoolean();

  /** Notes in that journal, while there is one. */
  TaskWatch(Supplier<@Nullable Journal> journal, StickyNames names, Sparing sparing) {
    this.journal = journal;
    this.names = names;
    this.sparing = sparing;
  }

  @Override
  public <Q, P> ClientCall<Q, P> interceptCall(
      MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
    boolean watched = WATCHED.contains(method.getFullMethodName()) && !options.getOption(UNWATCHED);
    Journal open = watched ? journal.get() : null;
    return open == null
        ? next.newCall(method, options)
        : new Watched<>(next.newCall(method, options), open);
  }

  private final class Watched<Q, P> extends SimpleForwardingClientCall<Q, P> {
    private final Journal open;
    private volatile @Nullable Object sent;

    Watched(ClientCall<Q, P> call, Journal open) {
      super(call);
      this.open = open;
    }

    @Override
    public void start(Listener<P> listener, Metadata headers) {
      super.start(
          new SimpleForwardingClientCallListener<P>(listener) {
            @Override
            public void onMessage(P reply) {
              guarded(() -> replied(sent, reply, open));
              super.onMessage(reply);
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              guarded(() -> closed(sent, status, open));
              super.onClose(status, trailers);
            }
          },
          headers);
    }

    @Override
    @SuppressWarnings("unchecked") // A request is renamed to one of its own class.
    public void sendMessage(Q message) {
      Object renamed = message;
      try {
        renamed = renamed(message, open);
      } catch (RuntimeException e) {
        tell(e);
      }
      sent = renamed;
      super.sendMessage((Q) renamed);
    }
  }

  private void guarded(Runnable note) {
    try {
      note.run();
    } catch (RuntimeException e) {
      tell(e);
    }
  }

  private void tell(RuntimeException fault) {
    if (!faultTold.getAndSet(true)) {
      LOG.warn(
          "a task or a queue can't be noted: after a crash it waits for the server's timeouts, as"
              + " others do of which this is not said again",
          fault);
    }
  }

  /** The request as it goes out, by the names that the worker goes by. */
  private Object renamed(Object request, Journal open) {
    if (request instanceof PollWorkflowTaskQueueRequest poll
        && poll.getTaskQueue().getKind() == TaskQueueKind.TASK_QUEUE_KIND_STICKY) {
      TaskQueue own = poll.getTaskQueue();
      String version = version(poll);
      String name = names.claim(own.getName(), poll.getNamespace(), own.getNormalName(), version);
      Held.StickyQueue queue =
          new Held.StickyQueue(
              poll.getNamespace(),
              name,
              own.getNormalName(),
              poll.getIdentity(),
              poll.getWorkerInstanceKey(),
              version);
      // The worker goes by that name all the same: its other calls do.
      guarded(() -> open.takeNew(queue));
      return name.equals(own.getName())
          ? poll
          : poll.toBuilder().setTaskQueue(own.toBuilder().setName(name)).build();
    }
    if (request instanceof RespondWorkflowTaskCompletedRequest answer
        && answer.hasStickyAttributes()) {
      TaskQueue own = answer.getStickyAttributes().getWorkerTaskQueue();
      String name = names.of(own.getName());
      if (!name.equals(own.getName())) {
        RespondWorkflowTaskCompletedRequest.Builder inherited = answer.toBuilder();
        inherited.getStickyAttributesBuilder().setWorkerTaskQueue(own.toBuilder().setName(name));
        return inherited.build();
      }
    }
    if (request instanceof ShutdownWorkerRequest shutdown) {
      return shutdown.toBuilder()
          .setStickyTaskQueue(names.of(shutdown.getStickyTaskQueue()))
          .build();
    }
    return request;
  }

  @SuppressWarnings("deprecation") // Workers of the older versioning still tell theirs so.
  private static String version(PollWorkflowTaskQueueRequest poll) {
    return poll.hasDeploymentOptions()
        ? poll.getDeploymentOptions().getDeploymentName()
            + '/'
            + poll.getDeploymentOptions().getBuildId()
        : poll.getWorkerVersionCapabilities().getBuildId();
  }

  private void replied(@Nullable Object request, Object reply, Journal open) {
    if (request instanceof PollWorkflowTaskQueueRequest poll
        && reply instanceof PollWorkflowTaskQueueResponse task) {
      take(poll.getNamespace(), task, open);
    } else if (request instanceof PollActivityTaskQueueRequest poll
        && reply instanceof PollActivityTaskQueueResponse task) {
      take(poll.getNamespace(), task, open);
    } else if (request instanceof RespondWorkflowTaskCompletedRequest answer
        && reply instanceof RespondWorkflowTaskCompletedResponse more) {
      if (more.hasWorkflowTask()) {
        take(answer.getNamespace(), more.getWorkflowTask(), open);
      }
      more.getActivityTasksList().forEach(task -> take(answer.getNamespace(), task, open));
    } else if (request instanceof RecordActivityTaskHeartbeatRequest heartbeat
        && reply instanceof RecordActivityTaskHeartbeatResponse answer
        && answer.getCancelRequested()) {
      // There will be no retry: what comes of it is between the worker and the server's timeouts.
      open.settle(heartbeat.getTaskToken());
    }
  }

  private static void take(String namespace, PollWorkflowTaskQueueResponse task, Journal open) {
    // A task that only carries a query has a token of another kind, and nobody waits for it long.
    if (!task.getTaskToken().isEmpty() && !task.hasQuery()) {
      open.take(
          new Held.WorkflowTask(
              namespace,
              task.getTaskToken(),
              task.getAttempt(),
              task.getWorkflowType().getName(),
              task.getWorkflowExecution().getWorkflowId()));
    }
  }

  private void take(String namespace, PollActivityTaskQueueResponse task, Journal open) {
    if (!task.getTaskToken().isEmpty()) {
      open.take(
          new Held.ActivityTask(
              namespace,
              task.getTaskToken(),
              task.getAttempt(),
              task.getActivityType().getName(),
              task.getActivityId(),
              task.getWorkflowExecution().getWorkflowId(),
              Sparing.closesAt(task),
              sparing.reason(task)));
    }
  }

  private static void closed(@Nullable Object request, Status status, Journal open) {
    boolean accepted = status.isOk();
    boolean awaitedNoMore = status.getCode() == Status.Code.NOT_FOUND;
    if (!(request instanceof MessageLite) || !(accepted || awaitedNoMore)) {
      return;
    }
    if (request instanceof RespondWorkflowTaskCompletedRequest answer) {
      open.settle(answer.getTaskToken());
    } else if (request instanceof RespondWorkflowTaskFailedRequest answer) {
      open.settle(answer.getTaskToken());
    } else if (request instanceof RespondActivityTaskCompletedRequest answer) {
      open.settle(answer.getTaskToken());
    } else if (request instanceof RespondActivityTaskFailedRequest answer) {
      open.settle(answer.getTaskToken());
    } else if (request instanceof RespondActivityTaskCanceledRequest answer) {
      open.settle(answer.getTaskToken());
    } else if (request instanceof RecordActivityTaskHeartbeatRequest heartbeat && awaitedNoMore) {
      open.settle(heartbeat.getTaskToken());
    } else if (request instanceof RespondActivityTaskCompletedByIdRequest answer) {
      settle(answer.getNamespace(), answer.getWorkflowId(), answer.getActivityId(), open);
    } else if (request instanceof RespondActivityTaskFailedByIdRequest answer) {
      settle(answer.getNamespace(), answer.getWorkflowId(), answer.getActivityId(), open);
    } else if (request instanceof RespondActivityTaskCanceledByIdRequest answer) {
      settle(answer.getNamespace(), answer.getWorkflowId(), answer.getActivityId(), open);
    } else if (request instanceof ShutdownWorkerRequest shutdown) {
      open.settle(ByteString.copyFromUtf8(shutdown.getStickyTaskQueue()));
    }
  }

  private static void settle(String namespace, String workflow, String activity, Journal open) {
    open.settleIf(
        held ->
            held instanceof Held.ActivityTask task
                && task.namespace().equals(namespace)
                && task.workflowId().equals(workflow)
                && task.id().equals(activity));
  }
}
