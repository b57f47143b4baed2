package dev.crashproof.recovery;

import com.google.protobuf.MessageLite;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdResponse;
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
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** A server that answers as it was told to, call by call, and keeps what it was asked. */
final class FakeServer extends WorkflowServiceGrpc.WorkflowServiceImplBase
    implements AutoCloseable {
  private final Server server;
  private final List<MessageLite> requests = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Object> answers = new ArrayDeque<>();

  FakeServer() throws IOException {
    this.server = NettyServerBuilder.forPort(0).addService(this).build().start();
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  /** Answers the next call so: by a message, or a status. Without one, by an empty message. */
  synchronized void answer(Object... next) {
    answers.addAll(List.of(next));
  }

  /** What was asked, of that kind. */
  <T> List<T> asked(Class<T> kind) {
    return List.copyOf(requests).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @SuppressWarnings("unchecked") // Who told it to answer so knows what is asked.
  private synchronized <T> void reply(MessageLite request, T empty, StreamObserver<T> to) {
    requests.add(request);
    Object answer = answers.isEmpty() ? empty : answers.poll();
    if (answer instanceof Status status) {
      to.onError(status.asRuntimeException());
    } else {
      to.onNext((T) answer);
      to.onCompleted();
    }
  }

  /** The SDK asks this before its first call. */
  @Override
  public void getSystemInfo(
      GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> to) {
    to.onNext(GetSystemInfoResponse.getDefaultInstance());
    to.onCompleted();
  }

  @Override
  public void pollWorkflowTaskQueue(
      PollWorkflowTaskQueueRequest request, StreamObserver<PollWorkflowTaskQueueResponse> to) {
    reply(request, PollWorkflowTaskQueueResponse.getDefaultInstance(), to);
  }

  @Override
  public void pollActivityTaskQueue(
      PollActivityTaskQueueRequest request, StreamObserver<PollActivityTaskQueueResponse> to) {
    reply(request, PollActivityTaskQueueResponse.getDefaultInstance(), to);
  }

  @Override
  public void respondWorkflowTaskCompleted(
      RespondWorkflowTaskCompletedRequest request,
      StreamObserver<RespondWorkflowTaskCompletedResponse> to) {
    reply(request, RespondWorkflowTaskCompletedResponse.getDefaultInstance(), to);
  }

  @Override
  public void respondWorkflowTaskFailed(
      RespondWorkflowTaskFailedRequest request,
      StreamObserver<RespondWorkflowTaskFailedResponse> to) {
    reply(request, RespondWorkflowTaskFailedResponse.getDefaultInstance(), to);
  }

  @Override
  public void respondActivityTaskCompleted(
      RespondActivityTaskCompletedRequest request,
      StreamObserver<RespondActivityTaskCompletedResponse> to) {
    reply(request, RespondActivityTaskCompletedResponse.getDefaultInstance(), to);
  }

  @Override
  public void respondActivityTaskCompletedById(
      RespondActivityTaskCompletedByIdRequest request,
      StreamObserver<RespondActivityTaskCompletedByIdResponse> to) {
    reply(request, RespondActivityTaskCompletedByIdResponse.getDefaultInstance(), to);
  }

  @Override
  public void respondActivityTaskFailed(
      RespondActivityTaskFailedRequest request,
      StreamObserver<RespondActivityTaskFailedResponse> to) {
    reply(request, RespondActivityTaskFailedResponse.getDefaultInstance(), to);
  }

  @Override
  public void recordActivityTaskHeartbeat(
      RecordActivityTaskHeartbeatRequest request,
      StreamObserver<RecordActivityTaskHeartbeatResponse> to) {
    reply(request, RecordActivityTaskHeartbeatResponse.getDefaultInstance(), to);
  }

  @Override
  public void shutdownWorker(
      ShutdownWorkerRequest request, StreamObserver<ShutdownWorkerResponse> to) {
    reply(request, ShutdownWorkerResponse.getDefaultInstance(), to);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
