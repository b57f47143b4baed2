package dev.crashproof.wire.temporal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.crashproof.history.wire.ActivityFact;
import dev.crashproof.history.wire.CommandFact;
import dev.crashproof.history.wire.WireOp;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.protocol.v1.Message;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the answers that hand tasks over, and remembers the tasks. */
final class HandOver {
  private static final Set<Integer> EVENT_HISTORY =
      Set.of(PollWorkflowTaskQueueResponse.HISTORY_FIELD_NUMBER);
  private static final Set<Integer> PAYLOADS =
      Set.of(
          PollActivityTaskQueueResponse.HEADER_FIELD_NUMBER,
          PollActivityTaskQueueResponse.INPUT_FIELD_NUMBER,
          PollActivityTaskQueueResponse.HEARTBEAT_DETAILS_FIELD_NUMBER);

  private final Memory memory;

  HandOver(Memory memory) {
    this.memory = memory;
  }

  /** A workflow task, or none. */
  Map<String, String> workflowTask(ByteString answer, PolledBy polled) throws IOException {
    Split split = Split.of(answer, EVENT_HISTORY);
    PollWorkflowTaskQueueResponse task = PollWorkflowTaskQueueResponse.parseFrom(split.rest());
    if (task.getTaskToken().isEmpty()) {
      return Map.of(WireOp.EMPTY, "true");
    }
    Map<String, String> queries = queries(task);
    HandedTask handed =
        new HandedTask(workflowFacts(task, polled), task.getTaskToken(), polled, queries);
    memory.tasks().handed(handed);

    Map<String, String> details = new HashMap<>(handed.details());
    if (!queries.isEmpty()) {
      details.put(
          WireOp.QUERY, queries.values().stream().sorted().collect(Collectors.joining(",")));
    }
    RunMemory run = memory.runs().of(task.getWorkflowExecution().getRunId());
    List<CommandFact> causes = new ArrayList<>();
    for (ByteString history : split.values(PollWorkflowTaskQueueResponse.HISTORY_FIELD_NUMBER)) {
      HistoryPage page = HistoryPage.read(history, task.getPreviousStartedEventId(), run);
      details.putAll(page.details());
      causes.addAll(page.causes());
    }
    causes.addAll(updates(task.getMessagesList(), run));
    if (!task.hasQuery()) {
      details.put(WireOp.STARTED_EVENT, Long.toString(task.getStartedEventId()));
      details.put(WireOp.CAUSES, Json.of(causes));
    }
    if (!task.getNextPageToken().isEmpty()) {
      run.pagesFollow(task.getPreviousStartedEventId());
    }
    return details;
  }

  /** An activity task, or none. */
  Map<String, String> activityTask(ByteString answer, PolledBy polled) throws IOException {
    return activity(answer, polled)
        .<Map<String, String>>map(HandedTask::details)
        .orElse(Map.of(WireOp.EMPTY, "true"));
  }

  /** Activity tasks that came unasked. */
  Map<String, String> eagerActivities(List<ByteString> answers, PolledBy polled)
      throws IOException {
    List<ActivityFact> facts = new ArrayList<>();
    for (ByteString answer : answers) {
      activity(answer, polled)
          .map(HandedTask::facts)
          .map(t -> new ActivityFact(t.activityType(), t.activityId(), t.attempt(), t.token()))
          .ifPresent(facts::add);
    }
    return facts.isEmpty() ? Map.of() : Map.of(WireOp.ACTIVITIES, Json.of(facts));
  }

  private Optional<HandedTask> activity(ByteString answer, PolledBy polled) throws IOException {
    PollActivityTaskQueueResponse task =
        PollActivityTaskQueueResponse.parseFrom(Split.of(answer, PAYLOADS).rest());
    if (task.getTaskToken().isEmpty()) {
      return Optional.empty();
    }
    HandedTask handed =
        new HandedTask(activityFacts(task, polled), task.getTaskToken(), polled, Map.of());
    memory.tasks().handed(handed);
    return Optional.of(handed);
  }

  private static Map<String, String> queries(PollWorkflowTaskQueueResponse task) {
    Map<String, String> types = new HashMap<>();
    task.getQueriesMap().forEach((id, query) -> types.put(id, query.getQueryType()));
    if (task.hasQuery()) {
      types.put("", task.getQuery().getQueryType());
    }
    return types;
  }

  private static List<CommandFact> updates(List<Message> messages, RunMemory run)
      throws InvalidProtocolBufferException {
    List<CommandFact> facts = new ArrayList<>();
    for (Message message : messages) {
      facts.add(Updates.asked(message, run));
    }
    return facts;
  }

  private static OpenTask workflowFacts(PollWorkflowTaskQueueResponse task, PolledBy polled) {
    WorkflowExecution execution = task.getWorkflowExecution();
    return new OpenTask(
        TaskKind.WORKFLOW,
        polled.caller().start(),
        execution.getWorkflowId(),
        execution.getRunId(),
        task.getWorkflowType().getName(),
        "",
        "",
        task.getAttempt(),
        0,
        List.of(),
        Token.fingerprint(task.getTaskToken()));
  }

  private static OpenTask activityFacts(PollActivityTaskQueueResponse task, PolledBy polled) {
    WorkflowExecution execution = task.getWorkflowExecution();
    return new OpenTask(
        TaskKind.ACTIVITY,
        polled.caller().start(),
        execution.getWorkflowId(),
        execution.getRunId(),
        task.getWorkflowType().getName(),
        task.getActivityId(),
        task.getActivityType().getName(),
        task.getAttempt(),
        task.getRetryPolicy().getMaximumAttempts(),
        task.getRetryPolicy().getNonRetryableErrorTypesList(),
        Token.fingerprint(task.getTaskToken()));
  }
}
