package dev.crashproof.history.boundary;

import java.util.List;
import java.util.Set;

/** What a call to the Temporal server is for, by its method. */
enum Rpc {
  /** Asks for a task. */
  POLL,
  /** Ends a workflow task with commands. */
  COMMANDS,
  /** Ends a workflow task without. */
  WORKFLOW_TASK_FAILURE,
  /** Answers a query that came as a task of its own. */
  QUERY_ANSWER,
  /** Ends an activity's attempt. */
  ACTIVITY_END,
  /** An activity lives. */
  HEARTBEAT,
  /** Changes nothing of any workflow. */
  READ,
  /** What any client may ask for: a signal, a start. */
  CLIENT;

  static final String COMMANDS_METHOD = "RespondWorkflowTaskCompleted";
  static final String HEARTBEAT_METHOD = "RecordActivityTaskHeartbeat";

  private static final Set<String> POLLS =
      Set.of("PollWorkflowTaskQueue", "PollActivityTaskQueue", "PollNexusTaskQueue");
  private static final Set<String> ACTIVITY_ENDS =
      Set.of(
          "RespondActivityTaskCompleted",
          "RespondActivityTaskFailed",
          "RespondActivityTaskCanceled");
  private static final List<String> READING =
      List.of("Get", "Describe", "List", "Count", "Scan", "Query", "Poll", "Fetch", "Validate");

  // They tell the server about the worker and leave every workflow as it is. "Check" and "Watch"
  // are gRPC's health service.
  private static final Set<String> ABOUT_THE_WORKER =
      Set.of("ShutdownWorker", "RecordWorkerHeartbeat", "ResetStickyTaskQueue", "Check", "Watch");

  /** Whether it is sent by the clock, whatever the worker is about: at a start or after it. */
  static boolean byTheClock(String method) {
    return method.equals("RecordWorkerHeartbeat");
  }

  static Rpc of(String method) {
    String plain = withoutId(method);
    if (POLLS.contains(plain)) {
      return POLL;
    }
    if (ACTIVITY_ENDS.contains(plain)) {
      return ACTIVITY_END;
    }
    return switch (plain) {
      case COMMANDS_METHOD -> COMMANDS;
      case "RespondWorkflowTaskFailed" -> WORKFLOW_TASK_FAILURE;
      case "RespondQueryTaskCompleted" -> QUERY_ANSWER;
      case HEARTBEAT_METHOD -> HEARTBEAT;
      default ->
          ABOUT_THE_WORKER.contains(plain) || READING.stream().anyMatch(plain::startsWith)
              ? READ
              : CLIENT;
    };
  }

  /** An activity may be told by its token or by its id: one call, two methods. */
  static String withoutId(String method) {
    return method.contains("ActivityTask") && method.endsWith("ById")
        ? method.substring(0, method.length() - "ById".length())
        : method;
  }
}
