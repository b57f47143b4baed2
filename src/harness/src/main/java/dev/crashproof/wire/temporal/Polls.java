package dev.crashproof.wire.temporal;

import com.google.protobuf.ByteString;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.grpc.Caller;
import dev.crashproof.wire.grpc.Reading;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollNexusTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollNexusTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads a worker's polls, and its farewell. */
final class Polls {
  private static final Set<Integer> NEXUS_REQUEST =
      Set.of(PollNexusTaskQueueResponse.REQUEST_FIELD_NUMBER);

  private final Memory memory;
  private final HandOver handOver;

  Polls(Memory memory, HandOver handOver) {
    this.memory = memory;
    this.handOver = handOver;
  }

  Reading workflow(Caller caller, ByteString request) throws IOException {
    PollWorkflowTaskQueueRequest poll = PollWorkflowTaskQueueRequest.parseFrom(request);
    memory.pollers().add(caller.start());
    memory.sticky().saw(caller.start(), poll.getTaskQueue());
    PolledBy polled = new PolledBy(caller, poll.getNamespace(), poll.getIdentity());
    return Read.poll(details(poll.getTaskQueue(), poll.getIdentity()))
        .rewriting(() -> memory.sticky().rewritten(caller.start(), poll))
        .answering(answer -> handOver.workflowTask(answer, polled));
  }

  Reading activity(Caller caller, ByteString request) throws IOException {
    PollActivityTaskQueueRequest poll = PollActivityTaskQueueRequest.parseFrom(request);
    PolledBy polled = new PolledBy(caller, poll.getNamespace(), poll.getIdentity());
    return Read.poll(details(poll.getTaskQueue(), poll.getIdentity()))
        .answering(answer -> handOver.activityTask(answer, polled));
  }

  Reading nexus(Caller caller, ByteString request) throws IOException {
    PollNexusTaskQueueRequest poll = PollNexusTaskQueueRequest.parseFrom(request);
    return Read.poll(details(poll.getTaskQueue(), poll.getIdentity())).answering(Polls::nexusTask);
  }

  private static Map<String, String> nexusTask(ByteString answer) throws IOException {
    ByteString token =
        PollNexusTaskQueueResponse.parseFrom(Split.of(answer, NEXUS_REQUEST).rest()).getTaskToken();
    return token.isEmpty()
        ? Map.of(WireOp.EMPTY, "true")
        : Map.of(WireOp.TOKEN, Token.fingerprint(token));
  }

  Reading shutdown(Caller caller, ByteString request) throws IOException {
    ShutdownWorkerRequest shutdown = ShutdownWorkerRequest.parseFrom(request);
    return Read.of(
            Map.of(
                WireOp.QUEUE,
                shutdown.getStickyTaskQueue(),
                WireOp.STICKY,
                "true",
                WireOp.IDENTITY,
                shutdown.getIdentity()))
        .rewriting(() -> memory.sticky().rewritten(caller.start(), shutdown));
  }

  private static Map<String, String> details(TaskQueue queue, String identity) {
    Map<String, String> details = new HashMap<>();
    details.put(WireOp.QUEUE, queue.getName());
    details.put(WireOp.IDENTITY, identity);
    if (StickyQueues.sticky(queue)) {
      details.put(WireOp.STICKY, "true");
    }
    return details;
  }
}
