package dev.crashproof.worker.workflows;

import dev.crashproof.worker.activities.ApiAnswer;
import dev.crashproof.worker.activities.Transformation;
import org.jspecify.annotations.Nullable;

/** The call and the transformation. */
public final class IntegrationWorkflowImpl implements IntegrationWorkflow {

  @Override
  public IntegrationResult run(@Nullable IntegrationInput given) {
    IntegrationInput input = (given == null ? IntegrationInput.NOTHING : given).checked();

    ApiAnswer answer = Activities.calls(input.timeout()).callApi(input.call());
    return new IntegrationResult(
        answer.status(),
        Activities.transformations()
            .transformData(new Transformation(input.expression(), answer.body())));
  }
}
