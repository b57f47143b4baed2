package dev.crashproof.suite;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.crashproof.workload.WorkflowSpec;
import java.time.Duration;
import java.util.List;

/** The three kinds of work of which the alternatives' load is mixed. */
enum WorkKind {
  /** Short activities: what is timed. */
  SHORT("DurableDemoWorkflow"),
  /** What burns CPU. */
  VERIFICATION("VerificationWorkflow"),
  /** What mostly waits for somebody else. */
  INTEGRATION("IntegrationWorkflow");

  /** No timer and no steps: what is left are three activities of one transaction each. */
  static final DemoRun DEMO = new DemoRun("alternatives", Duration.ZERO, 0, Duration.ZERO);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String type;

  WorkKind(String type) {
    this.type = type;
  }

  /** The workflow type. */
  String type() {
    return type;
  }

  /**
   * A workflow of this kind.
   *
   * @param source what a verification verifies
   * @param url what an integration calls
   */
  WorkflowSpec on(String taskQueue, String source, String url) {
    return switch (this) {
      case SHORT -> DEMO.on(taskQueue);
      case VERIFICATION ->
          new WorkflowSpec(
              type,
              taskQueue,
              List.of(
                  JSON.objectNode().put("name", SourceText.CLASS + ".java").put("source", source)));
      case INTEGRATION ->
          new WorkflowSpec(
              type,
              taskQueue,
              List.of(
                  JSON.objectNode()
                      .put("url", url)
                      .put("expression", "applied")
                      .set("body", JSON.objectNode().put("item", "lamp"))));
    };
  }

  /** Whether a result is that of work which was done, and not of work which was turned away. */
  boolean done(String result) {
    return switch (this) {
      case SHORT -> result.contains("\"processed\"");
      case VERIFICATION -> result.contains("\"CLEAN\"") || result.contains("\"FLAGGED\"");
      case INTEGRATION -> result.contains("\"status\"") && result.contains("20");
    };
  }
}
