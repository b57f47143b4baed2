package dev.crashproof.wire.temporal;

import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedResponse;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceImplBase;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A Temporal frontend whose every answer the test gives. */
final class FakeFrontend extends WorkflowServiceImplBase implements AutoCloseable {
  static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<Metadata> HEADERS = Context.key("headers");

  private final BlockingQueue<Asked<?, ?>> asked = new LinkedBlockingQueue<>();
  private final Server server;

  FakeFrontend() throws IOException {
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(this)
            .intercept(new KeepsHeaders())
            .build()
            .start();
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  /** The next request, which must be of that type. */
  <Q, A> Asked<Q, A> next(Class<Q> request, Class<A> answer) throws InterruptedException {
    Asked<?, ?> next = asked.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request came");
    }
    return next.as(request);
  }

  int waiting() {
    return asked.size();
  }

  private <Q, A> void ask(Q request, StreamObserver<A> answer) {
    Asked<Q, A> arrived = new Asked<>(request, HEADERS.get(), answer, new CompletableFuture<>());
    ((ServerCallStreamObserver<A>) answer)
        .setOnCancelHandler(() -> arrived.cancelled.complete(null));
    asked.add(arrived);
  }

  @Override
  public void getSystemInfo(
      GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
    ask(request, answer);
  }

  @Override
  public void pollWorkflowTaskQueue(
      PollWorkflowTaskQueueRequest request, StreamObserver<PollWorkflowTaskQueueResponse> answer) {
    ask(request, answer);
  }

  @Override
  public void pollActivityTaskQueue(
      PollActivityTaskQueueRequest request, StreamObserver<PollActivityTaskQueueResponse> answer) {
    ask(request, answer);
  }

  @Override
  public void respondWorkflowTaskCompleted(
      RespondWorkflowTaskCompletedRequest request,
      StreamObserver<RespondWorkflowTaskCompletedResponse> answer) {
    ask(request, answer);
  }

  @Override
  public void respondWorkflowTaskFailed(
      RespondWorkflowTaskFailedRequest request,
      StreamObserver<RespondWorkflowTaskFailedResponse> answer) {
    ask(request, answer);
  }

  @Override
  public void respondActivityTaskCompleted(
      RespondActivityTaskCompletedRequest request,
      StreamObserver<RespondActivityTaskCompletedResponse> answer) {
    ask(request, answer);
  }

  @Override
  public void respondActivityTaskFailed(
      RespondActivityTaskFailedRequest request,
      StreamObserver<RespondActivityTaskFailedResponse> answer) {
    ask(request, answer);
  }

  @Override
  public void shutdownWorker(
      ShutdownWorkerRequest request, StreamObserver<ShutdownWorkerResponse> answer) {
    ask(request, answer);
  }

  @Override
  public void close() {
    server.shutdownNow();
    Awaitility.await().until(server::isTerminated);
  }

  /** A request that waits for its answer. */
  record Asked<Q, A>(
      Q request, Metadata headers, StreamObserver<A> to, CompletableFuture<Void> cancelled) {

    @SuppressWarnings("unchecked")
    private <R, B> Asked<R, B> as(Class<R> wanted) {
      if (!wanted.isInstance(request)) {
        throw new AssertionError("a " + request.getClass().getSimpleName() + " came");
      }
      return new Asked<>(wanted.cast(request), headers, (StreamObserver<B>) to, cancelled);
    }

    void answer(A answer) {
      to.onNext(answer);
      to.onCompleted();
    }

    void refuse(Status status) {
      to.onError(status.asRuntimeException());
    }
  }

  private static final class KeepsHeaders implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      return io.grpc.Contexts.interceptCall(
          Context.current().withValue(HEADERS, headers), call, headers, next);
    }
  }
}
