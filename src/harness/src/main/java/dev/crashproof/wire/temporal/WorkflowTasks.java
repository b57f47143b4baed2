package dev.crashproof.wire.temporal;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.grpc.Caller;
import dev.crashproof.wire.grpc.Reading;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.RespondQueryTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a worker does with workflow tasks. */
final class WorkflowTasks {
  private static final Set<Integer> TASKS =
      Set.of(
          RespondWorkflowTaskCompletedResponse.WORKFLOW_TASK_FIELD_NUMBER,
          RespondWorkflowTaskCompletedResponse.ACTIVITY_TASKS_FIELD_NUMBER);
  private static final Set<Integer> EVENT_HISTORY =
      Set.of(GetWorkflowExecutionHistoryResponse.HISTORY_FIELD_NUMBER);
  private static final Set<Integer> QUERY_RESULT =
      Set.of(RespondQueryTaskCompletedRequest.QUERY_RESULT_FIELD_NUMBER);

  private final Memory memory;
  private final HandOver handOver;
  private final Settling settling;

  WorkflowTasks(Memory memory, HandOver handOver, Settling settling) {
    this.memory = memory;
    this.handOver = handOver;
    this.settling = settling;
  }

  Reading completed(Caller caller, ByteString request) throws IOException {
    RespondWorkflowTaskCompletedRequest completed =
        RespondWorkflowTaskCompletedRequest.parseFrom(request);
    String token = Token.fingerprint(completed.getTaskToken());
    Optional<HandedTask> task = memory.tasks().of(token);
    Map<String, String> details = new HashMap<>(settling.details(token));
    RunMemory run = task.map(t -> memory.runs().of(t.facts().runId())).orElseGet(RunMemory::new);
    details.put(WireOp.COMMANDS, Json.of(CommandFacts.of(completed, run)));
    details.putAll(sticky(caller, completed));
    details.put(WireOp.IDENTITY, completed.getIdentity());
    task.map(t -> queriesAnswered(t, completed))
        .filter(types -> !types.isEmpty())
        .ifPresent(types -> details.put(WireOp.QUERY, types));
    PolledBy polled = new PolledBy(caller, completed.getNamespace(), completed.getIdentity());
    return settling
        .when(Read.of(details), token, answer -> tasksAtOnce(answer, polled))
        .rewriting(() -> memory.sticky().rewritten(caller.start(), completed));
  }

  private Map<String, String> sticky(Caller caller, RespondWorkflowTaskCompletedRequest completed) {
    if (!completed.hasStickyAttributes()) {
      return Map.of();
    }
    var sticky = completed.getStickyAttributes();
    memory.sticky().saw(caller.start(), sticky.getWorkerTaskQueue());
    return Map.of(
        WireOp.QUEUE,
        sticky.getWorkerTaskQueue().getName(),
        WireOp.STICKY,
        "true",
        WireOp.STICKY_TIMEOUT,
        Long.toString(Durations.toMillis(sticky.getScheduleToStartTimeout())));
  }

  private static String queriesAnswered(
      HandedTask task, RespondWorkflowTaskCompletedRequest completed) {
    return completed.getQueryResultsMap().keySet().stream()
        .map(id -> task.queries().getOrDefault(id, ""))
        .sorted()
        .collect(Collectors.joining(","));
  }

  private Map<String, String> tasksAtOnce(ByteString answer, PolledBy polled) throws IOException {
    Split split = Split.of(answer, TASKS);
    Map<String, String> details = new HashMap<>();
    for (ByteString task :
        split.values(RespondWorkflowTaskCompletedResponse.WORKFLOW_TASK_FIELD_NUMBER)) {
      details.putAll(handOver.workflowTask(task, polled));
    }
    // An answer without a task is no empty poll.
    details.remove(WireOp.EMPTY);
    details.putAll(
        handOver.eagerActivities(
            split.values(RespondWorkflowTaskCompletedResponse.ACTIVITY_TASKS_FIELD_NUMBER),
            polled));
    return details;
  }

  Reading failed(Caller caller, ByteString request) throws IOException {
    RespondWorkflowTaskFailedRequest failed = RespondWorkflowTaskFailedRequest.parseFrom(request);
    return settling.answer(failed.getTaskToken(), failed.getFailure().getMessage());
  }

  Reading query(Caller caller, ByteString request) throws IOException {
    String token =
        Token.fingerprint(
            RespondQueryTaskCompletedRequest.parseFrom(Split.of(request, QUERY_RESULT).rest())
                .getTaskToken());
    Map<String, String> details = new HashMap<>(settling.details(token));
    memory
        .tasks()
        .of(token)
        .map(task -> task.queries().get(""))
        .ifPresent(type -> details.put(WireOp.QUERY, type));
    return Read.of(details);
  }

  /** More of a workflow task's event history; or something else, which is not read. */
  Reading eventHistory(Caller caller, ByteString request) throws IOException {
    GetWorkflowExecutionHistoryRequest asked =
        GetWorkflowExecutionHistoryRequest.parseFrom(request);
    String runId = asked.getExecution().getRunId();
    return Read.of(
            Map.of(WireOp.WORKFLOW_ID, asked.getExecution().getWorkflowId(), WireOp.RUN_ID, runId))
        .answering(answer -> page(answer, memory.runs().known(runId)));
  }

  private static Map<String, String> page(ByteString answer, @Nullable RunMemory run)
      throws IOException {
    if (run == null || run.newsAfter().isEmpty()) {
      return Map.of();
    }
    Split split = Split.of(answer, EVENT_HISTORY);
    Map<String, String> details = new HashMap<>();
    for (ByteString history :
        split.values(GetWorkflowExecutionHistoryResponse.HISTORY_FIELD_NUMBER)) {
      HistoryPage page = HistoryPage.read(history, run.newsAfter().getAsLong(), run);
      details.putAll(page.details());
      details.put(WireOp.CAUSES, Json.of(page.causes()));
    }
    if (GetWorkflowExecutionHistoryResponse.parseFrom(split.rest()).getNextPageToken().isEmpty()) {
      run.lastPage();
    }
    return details;
  }
}
