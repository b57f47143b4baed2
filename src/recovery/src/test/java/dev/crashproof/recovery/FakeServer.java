package dev.crashproof.recovery;

import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** A server that answers as it was told to, call by call, and keeps what it was asked. */
final class FakeServer implements AutoCloseable {
  private final Server server;
  private final List<MessageLite> requests = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Object> answers = new ArrayDeque<>();
  private Object description = DescribeWorkflowExecutionResponse.getDefaultInstance();

  FakeServer() throws IOException {
    this(0);
  }

  /** On that port, or any free one where it is 0. */
  FakeServer(int port) throws IOException {
    ServerServiceDefinition.Builder service =
        ServerServiceDefinition.builder(WorkflowServiceGrpc.getServiceDescriptor());
    WorkflowServiceGrpc.getServiceDescriptor().getMethods().forEach(call -> serve(call, service));
    this.server = NettyServerBuilder.forPort(port).addService(service.build()).build().start();
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  /**
   * Answers the next call so: by a message, or a status. Without one, by an empty message; a poll
   * is not answered then, as by a server that has nothing to do.
   */
  synchronized void answer(Object... next) {
    answers.addAll(List.of(next));
  }

  /** Says from now on that these activities are pending, in every workflow. */
  synchronized void describe(PendingActivityInfo... pending) {
    description =
        DescribeWorkflowExecutionResponse.newBuilder()
            .addAllPendingActivities(List.of(pending))
            .build();
  }

  /** Says this of every workflow from now on. */
  synchronized void describe(DescribeWorkflowExecutionResponse workflow) {
    description = workflow;
  }

  /** Does not describe any workflow from now on. */
  synchronized void describe(Status status) {
    description = status;
  }

  /** What was asked, of that kind. */
  <T> List<T> asked(Class<T> kind) {
    return List.copyOf(requests).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private <Q, P> void serve(MethodDescriptor<Q, P> call, ServerServiceDefinition.Builder service) {
    service.addMethod(
        call, ServerCalls.asyncUnaryCall((request, to) -> reply(call, (MessageLite) request, to)));
  }

  @SuppressWarnings("unchecked") // Who told it to answer so knows what is asked.
  private synchronized <P> void reply(
      MethodDescriptor<?, P> call, MessageLite request, StreamObserver<P> to) {
    requests.add(request);
    // What the SDK asks by itself before its first call is no test's business.
    boolean untold = answers.isEmpty() || request instanceof GetSystemInfoRequest;
    if (untold && call.getFullMethodName().contains("/Poll")) {
      return;
    }
    Object answer =
        request instanceof DescribeWorkflowExecutionRequest
            ? description
            : untold ? call.parseResponse(InputStream.nullInputStream()) : answers.remove();
    if (answer instanceof Status status) {
      to.onError(status.asRuntimeException());
    } else {
      to.onNext((P) answer);
      to.onCompleted();
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
