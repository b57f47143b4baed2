package dev.crashproof.wire.temporal;

import static dev.crashproof.wire.temporal.Protos.RUN;
import static dev.crashproof.wire.temporal.Protos.activityPoll;
import static dev.crashproof.wire.temporal.Protos.activityTask;
import static dev.crashproof.wire.temporal.Protos.bytes;
import static dev.crashproof.wire.temporal.Protos.completed;
import static dev.crashproof.wire.temporal.Protos.event;
import static dev.crashproof.wire.temporal.Protos.payloads;
import static dev.crashproof.wire.temporal.Protos.scheduled;
import static dev.crashproof.wire.temporal.Protos.stickyPoll;
import static dev.crashproof.wire.temporal.Protos.workflowPoll;
import static dev.crashproof.wire.temporal.Protos.workflowTask;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import dev.crashproof.history.wire.ActivityFact;
import dev.crashproof.history.wire.CommandFact;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.grpc.Caller;
import dev.crashproof.wire.grpc.Reading;
import io.grpc.Metadata;
import io.grpc.Status;
import io.temporal.api.command.v1.Command;
import io.temporal.api.command.v1.ProtocolMessageCommandAttributes;
import io.temporal.api.command.v1.RecordMarkerCommandAttributes;
import io.temporal.api.command.v1.RequestCancelActivityTaskCommandAttributes;
import io.temporal.api.command.v1.ScheduleActivityTaskCommandAttributes;
import io.temporal.api.command.v1.StartChildWorkflowExecutionCommandAttributes;
import io.temporal.api.command.v1.StartTimerCommandAttributes;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.ChildWorkflowExecutionCompletedEventAttributes;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.TimerFiredEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionSignaledEventAttributes;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.query.v1.WorkflowQueryResult;
import io.temporal.api.taskqueue.v1.StickyExecutionAttributes;
import io.temporal.api.update.v1.Acceptance;
import io.temporal.api.update.v1.Input;
import io.temporal.api.update.v1.Meta;
import io.temporal.api.update.v1.Rejection;
import io.temporal.api.update.v1.Request;
import io.temporal.api.update.v1.Response;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondQueryTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages made by hand, and what is told of them. */
class TemporalProtocolTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SERVICE = "temporal.api.workflowservice.v1.WorkflowService/";

  private final Memory memory = Memory.empty();
  private final TemporalProtocol protocol = new TemporalProtocol(memory);

  @Test
  void aPollTellsItsQueue() {
    Reading poll = read("PollWorkflowTaskQueue", workflowPoll());

    assertThat(poll.poll()).isTrue();
    assertThat(poll.details()).isEqualTo(Map.of(WireOp.QUEUE, "queue", WireOp.IDENTITY, "me@host"));
    assertThat(read("PollWorkflowTaskQueue", stickyPoll("mine")).details())
        .containsEntry(WireOp.QUEUE, "mine")
        .containsEntry(WireOp.STICKY, "true");
  }

  @Test
  void anAnswerWithoutATaskIsEmpty() {
    assertThat(
            answer(
                read("PollWorkflowTaskQueue", workflowPoll()),
                PollWorkflowTaskQueueResponse.getDefaultInstance()))
        .isEqualTo(Map.of(WireOp.EMPTY, "true"));
    assertThat(
            answer(
                read("PollActivityTaskQueue", activityPoll()),
                PollActivityTaskQueueResponse.getDefaultInstance()))
        .isEqualTo(Map.of(WireOp.EMPTY, "true"));
    assertThat(memory.tasks().open(1)).isEmpty();
  }

  @Test
  void aFirstWorkflowTaskIsCausedByItsStart() throws Exception {
    Map<String, String> told =
        handOver(
            workflowTask("t1")
                .setStartedEventId(3)
                .setHistory(
                    History.newBuilder()
                        .addEvents(event(1, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED))
                        .addEvents(event(2, EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED))
                        .addEvents(event(3, EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED))));

    assertThat(told)
        .containsEntry(WireOp.WORKFLOW_ID, "wf-1")
        .containsEntry(WireOp.RUN_ID, RUN)
        .containsEntry(WireOp.WORKFLOW_TYPE, "Demo")
        .containsEntry(WireOp.ATTEMPT, "1")
        .containsEntry(WireOp.STARTED_EVENT, "3")
        .containsEntry(WireOp.FIRST_EVENT, "1")
        .containsEntry(WireOp.LAST_EVENT, "3")
        .containsEntry(WireOp.TOKEN, Token.fingerprint(bytes("t1")));
    assertThat(causes(told)).containsExactly(fact("WorkflowExecutionStarted", "", ""));
    assertThat(memory.tasks().open(1)).hasSize(1);
  }

  @Test
  void whatHappenedSinceTheLastTaskCausesTheNext() throws Exception {
    History full =
        History.newBuilder()
            .addEvents(event(1, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED))
            .addEvents(event(3, EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED))
            .addEvents(event(4, EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED))
            .addEvents(scheduled(5, "process_data", "act-1"))
            .addEvents(event(6, EventType.EVENT_TYPE_TIMER_STARTED))
            .addEvents(event(7, EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED))
            .addEvents(completed(8, 5))
            .addEvents(
                event(9, EventType.EVENT_TYPE_TIMER_FIRED)
                    .setTimerFiredEventAttributes(
                        TimerFiredEventAttributes.newBuilder().setTimerId("timer-1")))
            .addEvents(
                event(10, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
                    .setWorkflowExecutionSignaledEventAttributes(
                        WorkflowExecutionSignaledEventAttributes.newBuilder()
                            .setSignalName("decide")))
            .addEvents(
                event(11, EventType.EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED)
                    .setChildWorkflowExecutionCompletedEventAttributes(
                        ChildWorkflowExecutionCompletedEventAttributes.newBuilder()
                            .setWorkflowType(WorkflowType.newBuilder().setName("Child"))
                            .setWorkflowExecution(
                                WorkflowExecution.newBuilder().setWorkflowId("child-1"))))
            .addEvents(event(12, EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED))
            .addEvents(event(13, EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED))
            .build();
    Map<String, String> told =
        handOver(
            workflowTask("t2").setPreviousStartedEventId(3).setStartedEventId(13).setHistory(full));

    assertThat(causes(told))
        .containsExactly(
            fact("ActivityTaskCompleted", "process_data", "act-1"),
            fact("TimerFired", "", "timer-1"),
            fact("WorkflowExecutionSignaled", "decide", ""),
            fact("ChildWorkflowExecutionCompleted", "Child", "child-1"));
  }

  @Test
  void anActivityIsKnownFromAnEarlierTask() throws Exception {
    handOver(
        workflowTask("t1")
            .setHistory(History.newBuilder().addEvents(scheduled(5, "process_data", "act-1"))));
    Map<String, String> told =
        handOver(
            workflowTask("t2")
                .setPreviousStartedEventId(7)
                .setHistory(History.newBuilder().addEvents(completed(9, 5))));

    assertThat(causes(told))
        .containsExactly(fact("ActivityTaskCompleted", "process_data", "act-1"));
  }

  @Test
  void newsOnALaterPageIsToldWithThatPage() throws Exception {
    handOver(
        workflowTask("t1")
            .setPreviousStartedEventId(3)
            .setNextPageToken(bytes("more"))
            .setHistory(History.newBuilder().addEvents(scheduled(5, "process_data", "act-1"))));
    Reading page =
        read(
            "GetWorkflowExecutionHistory",
            GetWorkflowExecutionHistoryRequest.newBuilder()
                .setExecution(Protos.execution())
                .build());
    GetWorkflowExecutionHistoryResponse second =
        GetWorkflowExecutionHistoryResponse.newBuilder()
            .setHistory(History.newBuilder().addEvents(completed(9, 5)))
            .build();
    Map<String, String> told = answer(page, second);

    assertThat(told).containsEntry(WireOp.FIRST_EVENT, "9").containsEntry(WireOp.LAST_EVENT, "9");
    assertThat(causes(told))
        .containsExactly(fact("ActivityTaskCompleted", "process_data", "act-1"));
    // That was the last page: what the worker asks for now is for another purpose.
    assertThat(answer(page, second)).isEmpty();
  }

  @Test
  void anUpdateCausesATaskAndIsAnsweredByName() throws Exception {
    Map<String, String> told =
        handOver(workflowTask("t1").addMessages(message("m1", update("approve"))));
    assertThat(causes(told)).containsExactly(fact("UpdateRequested", "approve", "update-1"));

    Map<String, String> completed =
        read(
                "RespondWorkflowTaskCompleted",
                RespondWorkflowTaskCompletedRequest.newBuilder()
                    .setTaskToken(bytes("t1"))
                    .addMessages(message("m2", Acceptance.getDefaultInstance()))
                    .addMessages(message("m3", Response.getDefaultInstance()))
                    .addMessages(message("m4", Rejection.getDefaultInstance()))
                    .addCommands(refersTo("m2"))
                    .addCommands(
                        Command.newBuilder()
                            .setCommandType(CommandType.COMMAND_TYPE_START_TIMER)
                            .setStartTimerCommandAttributes(
                                StartTimerCommandAttributes.newBuilder().setTimerId("1")))
                    .addCommands(refersTo("m3"))
                    .build())
            .details();
    assertThat(commands(completed))
        .containsExactly(
            fact("AcceptUpdate", "approve", "update-1"),
            fact("StartTimer", "", "1"),
            fact("CompleteUpdate", "approve", "update-1"),
            fact("RejectUpdate", "approve", "update-1"));
  }

  @Test
  void commandsAreToldInOrder() throws Exception {
    handOver(
        workflowTask("t1")
            .setHistory(History.newBuilder().addEvents(scheduled(5, "process_data", "act-1"))));
    Map<String, String> told =
        read(
                "RespondWorkflowTaskCompleted",
                RespondWorkflowTaskCompletedRequest.newBuilder()
                    .setTaskToken(bytes("t1"))
                    .setStickyAttributes(
                        StickyExecutionAttributes.newBuilder()
                            .setWorkerTaskQueue(Protos.sticky("mine"))
                            .setScheduleToStartTimeout(Durations.fromSeconds(5)))
                    .addCommands(
                        Command.newBuilder()
                            .setCommandType(CommandType.COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK)
                            .setScheduleActivityTaskCommandAttributes(
                                ScheduleActivityTaskCommandAttributes.newBuilder()
                                    .setActivityId("act-2")
                                    .setActivityType(ActivityType.newBuilder().setName("finish"))
                                    .setInput(payloads("1"))))
                    .addCommands(
                        Command.newBuilder()
                            .setCommandType(CommandType.COMMAND_TYPE_REQUEST_CANCEL_ACTIVITY_TASK)
                            .setRequestCancelActivityTaskCommandAttributes(
                                RequestCancelActivityTaskCommandAttributes.newBuilder()
                                    .setScheduledEventId(5)))
                    .addCommands(
                        Command.newBuilder()
                            .setCommandType(CommandType.COMMAND_TYPE_START_CHILD_WORKFLOW_EXECUTION)
                            .setStartChildWorkflowExecutionCommandAttributes(
                                StartChildWorkflowExecutionCommandAttributes.newBuilder()
                                    .setWorkflowId("child-1")
                                    .setWorkflowType(WorkflowType.newBuilder().setName("Child"))))
                    .addCommands(
                        Command.newBuilder()
                            .setCommandType(CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION))
                    .build())
            .details();

    assertThat(commands(told))
        .containsExactly(
            fact("ScheduleActivityTask", "finish", "act-2"),
            fact("RequestCancelActivityTask", "process_data", "act-1"),
            fact("StartChildWorkflowExecution", "Child", "child-1"),
            fact("CompleteWorkflowExecution", "", ""));
    assertThat(told)
        .containsEntry(WireOp.WORKFLOW_ID, "wf-1")
        .containsEntry(WireOp.QUEUE, "mine")
        .containsEntry(WireOp.STICKY_TIMEOUT, "5000");
  }

  @Test
  void localActivitiesAreCalledByTheirTypeInEverySdk() throws Exception {
    Map<String, String> told =
        read(
                "RespondWorkflowTaskCompleted",
                RespondWorkflowTaskCompletedRequest.newBuilder()
                    .addCommands(
                        marker(
                            "LocalActivity",
                            Map.of("type", "\"quick\"", "activityId", "\"java-1\"")))
                    .addCommands(
                        marker(
                            "LocalActivity",
                            Map.of("data", "{\"ActivityID\":\"go-1\",\"ActivityType\":\"quick\"}")))
                    .addCommands(
                        marker(
                            "core_local_activity",
                            Map.of(
                                "data",
                                "{\"seq\":1,\"activity_id\":\"py-1\",\"activity_type\":\"quick\"}")))
                    .addCommands(marker("LocalActivity", Map.of("data", "no JSON")))
                    .addCommands(marker("Version", Map.of("changeId", "\"c\"")))
                    .build())
            .details();

    assertThat(commands(told))
        .containsExactly(
            fact("RecordMarker", "LocalActivity quick", "java-1"),
            fact("RecordMarker", "LocalActivity quick", "go-1"),
            fact("RecordMarker", "LocalActivity quick", "py-1"),
            fact("RecordMarker", "LocalActivity", ""),
            fact("RecordMarker", "Version", ""));
  }

  @Test
  void anActivitysMessagesTellWhatTheirTokenIsFor() {
    Map<String, String> task =
        answer(read("PollActivityTaskQueue", activityPoll()), activityTask("a1", 2).build());
    assertThat(task)
        .containsEntry(WireOp.ACTIVITY_ID, "act-1")
        .containsEntry(WireOp.ACTIVITY_TYPE, "process_data")
        .containsEntry(WireOp.ATTEMPT, "2")
        .containsEntry(WireOp.WORKFLOW_ID, "wf-1");

    assertThat(
            read(
                    "RecordActivityTaskHeartbeat",
                    RecordActivityTaskHeartbeatRequest.newBuilder()
                        .setTaskToken(bytes("a1"))
                        .setDetails(payloads("42", "\"" + "x".repeat(300) + "\""))
                        .build())
                .details())
        .containsAllEntriesOf(task)
        .hasEntrySatisfying(
            WireOp.HEARTBEAT, text -> assertThat(text).startsWith("42\n\"xx").hasSize(200));
    assertThat(
            read(
                    "RespondActivityTaskFailed",
                    RespondActivityTaskFailedRequest.newBuilder()
                        .setTaskToken(bytes("a1"))
                        .setFailure(Failure.newBuilder().setMessage("no luck"))
                        .build())
                .details())
        .containsAllEntriesOf(task)
        .containsEntry(WireOp.MESSAGE, "no luck");
    assertThat(read("RespondActivityTaskCompleted", done("a1")).details()).isEqualTo(task);
  }

  @Test
  void anActivityAnsweredByIdIsKnownByItsType() throws Exception {
    handOver(
        workflowTask("t1")
            .setHistory(History.newBuilder().addEvents(scheduled(5, "process_data", "act-1"))));

    assertThat(
            read(
                    "RespondActivityTaskCompletedById",
                    RespondActivityTaskCompletedByIdRequest.newBuilder()
                        .setWorkflowId("wf-1")
                        .setRunId(RUN)
                        .setActivityId("act-1")
                        .build())
                .details())
        .containsEntry(WireOp.ACTIVITY_TYPE, "process_data");
  }

  @Test
  void aTokenNobodyHandedOverIsToldAlone() {
    assertThat(read("RespondActivityTaskCompleted", done("strange")).details())
        .isEqualTo(Map.of(WireOp.TOKEN, Token.fingerprint(bytes("strange"))));
  }

  @Test
  void anAnswerSettlesATaskUnlessTheServerMayStillWantOne() {
    answer(read("PollActivityTaskQueue", activityPoll()), activityTask("a1", 1).build());
    Reading done = read("RespondActivityTaskCompleted", done("a1"));

    done.failed(Status.Code.UNAVAILABLE);
    done.failed(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(memory.tasks().open(1)).hasSize(1);
    done.failed(Status.Code.NOT_FOUND);
    assertThat(memory.tasks().open(1)).isEmpty();

    answer(read("PollActivityTaskQueue", activityPoll()), activityTask("a2", 1).build());
    answer(
        read("RespondActivityTaskCompleted", done("a2")),
        RespondActivityTaskCompletedResponse.getDefaultInstance());
    assertThat(memory.tasks().open(1)).isEmpty();
  }

  @Test
  void aCompletionMayBringTasksAtOnce() throws Exception {
    Reading completed =
        read(
            "RespondWorkflowTaskCompleted",
            RespondWorkflowTaskCompletedRequest.newBuilder().setTaskToken(bytes("t1")).build());
    Map<String, String> told =
        answer(
            completed,
            RespondWorkflowTaskCompletedResponse.newBuilder()
                .setWorkflowTask(
                    workflowTask("t2")
                        .setStartedEventId(9)
                        .addMessages(message("m1", update("approve"))))
                .addActivityTasks(activityTask("a1", 1))
                .addActivityTasks(activityTask("a2", 1))
                .build());

    assertThat(told).containsEntry(WireOp.TOKEN, Token.fingerprint(bytes("t2")));
    assertThat(causes(told)).containsExactly(fact("UpdateRequested", "approve", "update-1"));
    assertThat(JSON.readValue(told.get(WireOp.ACTIVITIES), ActivityFact[].class))
        .containsExactly(
            new ActivityFact("process_data", "act-1", 1, Token.fingerprint(bytes("a1"))),
            new ActivityFact("process_data", "act-1", 1, Token.fingerprint(bytes("a2"))));
    assertThat(memory.tasks().open(1)).hasSize(3);
    assertThat(answer(completed, RespondWorkflowTaskCompletedResponse.getDefaultInstance()))
        .isEmpty();
  }

  @Test
  void queriesAreKnownByTheirType() throws Exception {
    Map<String, String> told =
        handOver(workflowTask("q1").setQuery(WorkflowQuery.newBuilder().setQueryType("status")));
    assertThat(told).containsEntry(WireOp.QUERY, "status").doesNotContainKey(WireOp.CAUSES);
    assertThat(memory.tasks().open(1)).isEmpty();
    assertThat(
            read(
                    "RespondQueryTaskCompleted",
                    RespondQueryTaskCompletedRequest.newBuilder()
                        .setTaskToken(bytes("q1"))
                        .setQueryResult(payloads("1"))
                        .build())
                .details())
        .containsEntry(WireOp.QUERY, "status")
        .containsEntry(WireOp.WORKFLOW_ID, "wf-1");

    told =
        handOver(
            workflowTask("t1")
                .putQueries("id-1", WorkflowQuery.newBuilder().setQueryType("status").build()));
    assertThat(told).containsEntry(WireOp.QUERY, "status");
    assertThat(
            read(
                    "RespondWorkflowTaskCompleted",
                    RespondWorkflowTaskCompletedRequest.newBuilder()
                        .setTaskToken(bytes("t1"))
                        .putQueryResults("id-1", WorkflowQueryResult.getDefaultInstance())
                        .build())
                .details())
        .containsEntry(WireOp.QUERY, "status");
  }

  @Test
  void whatCannotBeReadIsNoError() {
    Reading broken =
        protocol.read(caller(), SERVICE + "RespondWorkflowTaskCompleted", new byte[] {10, 99});
    assertThat(broken.details()).isEmpty();
    assertThat(broken.answered(new byte[] {10, 99})).isEmpty();
    assertThat(protocol.read(caller(), "other.Service/PollWorkflowTaskQueue", new byte[0]).poll())
        .isFalse();
    Reading poll = read("PollWorkflowTaskQueue", workflowPoll());
    assertThat(poll.answered(new byte[] {10, 99})).isEmpty();
  }

  private Map<String, String> handOver(PollWorkflowTaskQueueResponse.Builder task) {
    return answer(read("PollWorkflowTaskQueue", workflowPoll()), task.build());
  }

  private Reading read(String method, Message request) {
    return protocol.read(caller(), SERVICE + method, request.toByteArray());
  }

  private static Map<String, String> answer(Reading reading, Message answer) {
    return reading.answered(answer.toByteArray());
  }

  private static Caller caller() {
    return new Caller(1, new Metadata());
  }

  private static RespondActivityTaskCompletedRequest done(String token) {
    return RespondActivityTaskCompletedRequest.newBuilder()
        .setTaskToken(bytes(token))
        .setResult(payloads("1"))
        .build();
  }

  private static List<CommandFact> causes(Map<String, String> told) throws JsonProcessingException {
    return List.of(JSON.readValue(told.get(WireOp.CAUSES), CommandFact[].class));
  }

  private static List<CommandFact> commands(Map<String, String> told)
      throws JsonProcessingException {
    return List.of(JSON.readValue(told.get(WireOp.COMMANDS), CommandFact[].class));
  }

  private static CommandFact fact(String type, String name, String id) {
    return new CommandFact(type, name, id);
  }

  private static io.temporal.api.protocol.v1.Message message(String id, Message body) {
    return io.temporal.api.protocol.v1.Message.newBuilder()
        .setId(id)
        .setProtocolInstanceId("update-1")
        .setBody(Any.pack(body))
        .build();
  }

  private static Request update(String name) {
    return Request.newBuilder()
        .setMeta(Meta.newBuilder().setUpdateId("update-1"))
        .setInput(Input.newBuilder().setName(name))
        .build();
  }

  private static Command refersTo(String message) {
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_PROTOCOL_MESSAGE)
        .setProtocolMessageCommandAttributes(
            ProtocolMessageCommandAttributes.newBuilder().setMessageId(message))
        .build();
  }

  private static Command marker(String name, Map<String, String> details) {
    RecordMarkerCommandAttributes.Builder marker =
        RecordMarkerCommandAttributes.newBuilder().setMarkerName(name);
    details.forEach((key, json) -> marker.putDetails(key, payloads(json)));
    return Command.newBuilder()
        .setCommandType(CommandType.COMMAND_TYPE_RECORD_MARKER)
        .setRecordMarkerCommandAttributes(marker)
        .build();
  }
}
