package dev.crashproof.worker.workflows;

import dev.crashproof.worker.activities.Digest;
import dev.crashproof.worker.activities.VerificationActivities;
import dev.crashproof.worker.source.Finding;
import dev.crashproof.worker.source.SourceFile;
import dev.crashproof.worker.workflows.VerificationResult.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The verification. */
public final class VerificationWorkflowImpl implements VerificationWorkflow {

  @Override
  public VerificationResult run(@Nullable VerificationInput given) {
    VerificationInput input = (given == null ? VerificationInput.DEFAULTS : given).checked();
    SourceFile file = new SourceFile(input.name(), input.source());
    VerificationActivities activities = Activities.verification();

    List<Finding> problems = activities.validateSyntax(file);
    if (!problems.isEmpty()) {
      return result(Status.INVALID_SYNTAX, problems, input);
    }
    List<Finding> findings = activities.checkAst(file);
    return result(findings.isEmpty() ? Status.CLEAN : Status.FLAGGED, findings, input);
  }

  private static VerificationResult result(
      Status status, List<Finding> findings, VerificationInput input) {
    return new VerificationResult(status, findings, Digest.of(input.source()));
  }
}
