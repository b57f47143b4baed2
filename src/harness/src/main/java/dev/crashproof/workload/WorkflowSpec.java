package dev.crashproof.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A workflow to run, in terms that hold for a worker in any language.
 *
 * @param type the workflow type's name
 * @param taskQueue the task queue on which it starts
 * @param input its arguments as JSON, in order; none where it runs without input
 */
public record WorkflowSpec(String type, String taskQueue, List<JsonNode> input) {

  /** Copies the input, so that a spec never changes. */
  public WorkflowSpec {
    input = List.copyOf(input);
    if (type.isBlank() || taskQueue.isBlank()) {
      throw new IllegalArgumentException(
          "a workflow needs a type and a task queue, but got type '%s' and task queue '%s': give both"
              .formatted(type, taskQueue));
    }
  }
}
