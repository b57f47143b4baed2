package dev.crashproof.worker.workflows;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** Judges a Java source: validate_syntax, and check_ast if that finds nothing. */
@WorkflowInterface
public interface VerificationWorkflow {

  /**
   * Runs the verification.
   *
   * @param input what to judge; {@link VerificationInput#DEFAULTS} if null or left out
   */
  @WorkflowMethod
  VerificationResult run(@Nullable VerificationInput input);
}
