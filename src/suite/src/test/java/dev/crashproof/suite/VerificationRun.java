package dev.crashproof.suite;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crashproof.checker.Expectation;
import dev.crashproof.checker.ExpectedEffect;
import dev.crashproof.workload.WorkflowSpec;
import java.util.List;

/**
 * A Verification of a small sound class and what must come out of it, worked out here and not by
 * the worker's own code.
 *
 * @param source the class
 */
record VerificationRun(String source) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String NAME = "Order.java";

  static final VerificationRun DEFAULT = numbered(1);

  /** One that is like no other. */
  static VerificationRun numbered(int number) {
    return new VerificationRun(
        """
        class Order {
          int number() {
            return %d;
          }
        }
        """
            .formatted(number));
  }

  WorkflowSpec on(String taskQueue) {
    ObjectNode input = JSON.objectNode().put("name", NAME).put("source", source);
    return new WorkflowSpec("VerificationWorkflow", taskQueue, List.of(input));
  }

  Expectation expectation() {
    ObjectNode result = JSON.objectNode().put("status", "CLEAN");
    result.putArray("findings");
    result.put("digest", Sha256.of(source));
    return Expectation.result(result.toString())
        .effect(ExpectedEffect.of("validate_syntax#1", found("problems")))
        .effect(ExpectedEffect.of("check_ast#1", found("findings")));
  }

  private String found(String what) {
    return JSON.objectNode()
        .put("name", NAME)
        .put("digest", Sha256.of(source))
        .put(what, 0)
        .toString();
  }
}
