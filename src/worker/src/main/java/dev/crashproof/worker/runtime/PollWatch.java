package dev.crashproof.worker.runtime;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls wait for a connection instead of failing without one. The SDK backs off from failed polls
 * by up to a minute, so a worker would stay away that long after its server is back; a waiting poll
 * goes out the moment there is a connection. Polls that the server refuses are told once, and once
 * when they are taken again.
 */
final class PollWatch implements ClientInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(PollWatch.class);

  // How a poll ends without anybody refusing it: stopped, timed out, connection lost.
  private static final Set<Status.Code> NO_REFUSAL =
      Set.of(Status.Code.CANCELLED, Status.Code.DEADLINE_EXCEEDED, Status.Code.UNAVAILABLE);

  private final AtomicReference<Status.Code> last = new AtomicReference<>(Status.Code.OK);

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    String name = String.valueOf(method.getBareMethodName());
    if (!name.startsWith("Poll") || !name.endsWith("TaskQueue")) {
      return next.newCall(method, options);
    }
    return new SimpleForwardingClientCall<>(next.newCall(method, options.withWaitForReady())) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        super.start(new Watched<>(listener), headers);
      }
    };
  }

  private final class Watched<R> extends SimpleForwardingClientCallListener<R> {
    Watched(ClientCall.Listener<R> listener) {
      super(listener);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      tell(status);
      super.onClose(status, trailers);
    }
  }

  private void tell(Status status) {
    if (NO_REFUSAL.contains(status.getCode())
        || last.getAndSet(status.getCode()) == status.getCode()) {
      return;
    }
    if (status.isOk()) {
      LOG.info("Temporal answers polls again");
    } else {
      LOG.warn("Temporal refuses polls, and is asked again: {}", Reason.of(status));
    }
  }
}
