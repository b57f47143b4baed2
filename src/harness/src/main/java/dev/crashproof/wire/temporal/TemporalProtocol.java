package dev.crashproof.wire.temporal;

import com.google.protobuf.UnsafeByteOperations;
import dev.crashproof.wire.grpc.Caller;
import dev.crashproof.wire.grpc.Protocol;
import dev.crashproof.wire.grpc.Reading;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Temporal's WorkflowService, as far as workers use it. What can't be read passes unread. */
final class TemporalProtocol implements Protocol {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalProtocol.class);
  private static final String SERVICE = WorkflowServiceGrpc.SERVICE_NAME + "/";

  private final Map<String, Decoder> decoders;

  TemporalProtocol(Memory memory) {
    HandOver handOver = new HandOver(memory);
    Settling settling = new Settling(memory.tasks());
    Polls polls = new Polls(memory, handOver);
    WorkflowTasks workflowTasks = new WorkflowTasks(memory, handOver, settling);
    ActivityTasks activityTasks = new ActivityTasks(memory, settling);
    ClientCalls clientCalls = new ClientCalls();
    decoders =
        Map.ofEntries(
            Map.entry("PollWorkflowTaskQueue", polls::workflow),
            Map.entry("PollActivityTaskQueue", polls::activity),
            Map.entry("PollNexusTaskQueue", polls::nexus),
            Map.entry("ShutdownWorker", polls::shutdown),
            Map.entry("RespondWorkflowTaskCompleted", workflowTasks::completed),
            Map.entry("RespondWorkflowTaskFailed", workflowTasks::failed),
            Map.entry("RespondQueryTaskCompleted", workflowTasks::query),
            Map.entry("GetWorkflowExecutionHistory", workflowTasks::eventHistory),
            Map.entry("RespondActivityTaskCompleted", activityTasks::completed),
            Map.entry("RespondActivityTaskFailed", activityTasks::failed),
            Map.entry("RespondActivityTaskCanceled", activityTasks::canceled),
            Map.entry("RecordActivityTaskHeartbeat", activityTasks::heartbeat),
            Map.entry("RespondActivityTaskCompletedById", activityTasks::completedById),
            Map.entry("RespondActivityTaskFailedById", activityTasks::failedById),
            Map.entry("RespondActivityTaskCanceledById", activityTasks::canceledById),
            Map.entry("RecordActivityTaskHeartbeatById", activityTasks::heartbeatById),
            Map.entry("StartWorkflowExecution", clientCalls::start),
            Map.entry("SignalWithStartWorkflowExecution", clientCalls::signalWithStart),
            Map.entry("SignalWorkflowExecution", clientCalls::signal));
  }

  @Override
  public boolean unary(String method) {
    // None of Temporal's services has streams.
    return method.startsWith("temporal.api.");
  }

  @Override
  public Reading read(Caller caller, String method, byte[] request) {
    Decoder decoder =
        method.startsWith(SERVICE) ? decoders.get(method.substring(SERVICE.length())) : null;
    if (decoder == null) {
      return Reading.nothing();
    }
    try {
      return decoder.read(caller, UnsafeByteOperations.unsafeWrap(request));
    } catch (IOException | RuntimeException e) {
      LOG.debug("A request of {} could not be read: it is passed on unread.", method, e);
      return Reading.nothing();
    }
  }
}
