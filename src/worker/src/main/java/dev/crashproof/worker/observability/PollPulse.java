package dev.crashproof.worker.observability;

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
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells poll loops of their polls. */
final class PollPulse implements ClientInterceptor {

  /** Finds the loop that a poll belongs to. */
  interface Loops {
    Optional<PollLoop> of(TaskKind kind, String taskQueue);
  }

  private final Loops loops;
  private final LongSupplier clock;

  PollPulse(Loops loops, LongSupplier clock) {
    this.loops = loops;
    this.clock = clock;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    ClientCall<Q, R> call = next.newCall(method, options);
    String name = String.valueOf(method.getBareMethodName());
    return name.startsWith("Poll") && name.endsWith("TaskQueue") ? new Watched<>(call) : call;
  }

  private Optional<PollLoop> loop(Object request) {
    if (request instanceof PollWorkflowTaskQueueRequest poll) {
      TaskQueue queue = poll.getTaskQueue();
      boolean sticky = queue.getKind() == TaskQueueKind.TASK_QUEUE_KIND_STICKY;
      return loops.of(TaskKind.WORKFLOW, sticky ? queue.getNormalName() : queue.getName());
    }
    if (request instanceof PollActivityTaskQueueRequest poll) {
      return loops.of(TaskKind.ACTIVITY, poll.getTaskQueue().getName());
    }
    return Optional.empty();
  }

  /** One poll. It may end before its request is sent, and on another thread. */
  private final class Watched<Q, R> extends SimpleForwardingClientCall<Q, R> {
    private @Nullable PollLoop loop;
    private @Nullable Status end;

    Watched(ClientCall<Q, R> call) {
      super(call);
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
      super.start(
          new SimpleForwardingClientCallListener<>(listener) {
            @Override
            public void onClose(Status status, Metadata trailers) {
              ended(status);
              super.onClose(status, trailers);
            }
          },
          headers);
    }

    @Override
    public void sendMessage(Q request) {
      began(loop(request).orElse(null));
      super.sendMessage(request);
    }

    private synchronized void began(@Nullable PollLoop of) {
      if (of == null) {
        return;
      }
      loop = of;
      of.began(this, clock.getAsLong());
      if (end != null) {
        ended(end);
      }
    }

    private synchronized void ended(Status status) {
      end = status;
      if (loop != null) {
        // Cancelled is what the worker itself does to a poll: nobody refused it.
        boolean failed = !status.isOk() && status.getCode() != Status.Code.CANCELLED;
        loop.ended(this, failed, clock.getAsLong());
      }
    }
  }
}
