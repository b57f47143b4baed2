package dev.crashproof.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crashproof.checker.Expectation;
import dev.crashproof.checker.ExpectedEffect;
import dev.crashproof.workload.WorkflowSpec;
import java.time.Duration;
import java.util.List;

/**
 * An Approval and what must come out of it, worked out here and not by the worker's own code.
 *
 * @param subject what is to be approved; plain, so that normalising changes nothing
 * @param deadline after which it escalates
 */
record ApprovalRun(String subject, Duration deadline) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String WHO = "ada";
  private static final String WHY = "it holds";

  WorkflowSpec on(String taskQueue) {
    ObjectNode input =
        JSON.objectNode().put("subject", subject).put("deadline", deadline.toString());
    return new WorkflowSpec("ApprovalWorkflow", taskQueue, List.of(input));
  }

  static WorkflowSpec withoutInput(String taskQueue) {
    return new WorkflowSpec("ApprovalWorkflow", taskQueue, List.of());
  }

  /** The signal {@code decide}'s argument that approves. */
  static JsonNode approval() {
    return JSON.objectNode().put("verdict", "APPROVE").put("who", WHO).put("why", WHY);
  }

  /** The argument of the updates {@code approve} and {@code reject}. */
  static JsonNode review() {
    return JSON.objectNode().put("who", WHO).put("why", WHY);
  }

  Expectation approved() {
    return decided("APPROVED");
  }

  Expectation rejected() {
    return decided("REJECTED");
  }

  Expectation escalated() {
    String why = "no decision within " + deadline;
    String notification = subject + ": ESCALATED: " + why;
    ObjectNode result = JSON.objectNode().put("status", "ESCALATED");
    result.putNull("who");
    result.put("why", why).put("notification", notification);
    ObjectNode escalation =
        JSON.objectNode().put("subject", subject).put("deadline", deadline.toString());
    return expected(result, "escalate_approval#1", escalation, notification);
  }

  private Expectation decided(String status) {
    String notification = subject + ": " + status + " by " + WHO + ": " + WHY;
    ObjectNode result =
        JSON.objectNode()
            .put("status", status)
            .put("who", WHO)
            .put("why", WHY)
            .put("notification", notification);
    ObjectNode decision =
        JSON.objectNode()
            .put("subject", subject)
            .put("status", status)
            .put("who", WHO)
            .put("why", WHY);
    return expected(result, "record_decision#1", decision, notification);
  }

  private Expectation expected(
      ObjectNode result, String activity, ObjectNode content, String notification) {
    ObjectNode processed =
        JSON.objectNode().put("characters", subject.length()).put("digest", Sha256.of(subject));
    return Expectation.result(result.toString())
        .effect(ExpectedEffect.of("process_data#1", processed.toString()))
        .effect(ExpectedEffect.of(activity, content.toString()))
        .effect(
            ExpectedEffect.of(
                "send_notification#1", JSON.objectNode().put("text", notification).toString()));
  }
}
