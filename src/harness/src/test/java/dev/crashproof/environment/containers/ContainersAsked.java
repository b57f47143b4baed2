package dev.crashproof.environment.containers;

import dev.crashproof.environment.Availability;
import dev.crashproof.environment.Progress;
import dev.crashproof.environment.Settings;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what needs containers where they are asked for by name, and where nothing is asked for and
 * they can be had. Says why not, else.
 */
final class ContainersAsked implements ExecutionCondition {
  private static final Logger LOG = LoggerFactory.getLogger(ContainersAsked.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Settings settings = Settings.fromSystem();
    String backend = settings.backend();
    if (backend.equals("containers")) {
      return ConditionEvaluationResult.enabled("containers are asked for by name");
    }
    if (!backend.equals(Settings.AUTO)) {
      return no(context, "crashproof.backend is " + backend);
    }
    Availability answer = new ContainersBackend().probe(settings, Progress.silent());
    return answer.available()
        ? ConditionEvaluationResult.enabled(answer.reason())
        : no(context, answer.reason());
  }

  private static ConditionEvaluationResult no(ExtensionContext context, String reason) {
    LOG.warn("{} does not run: {}", context.getDisplayName(), reason);
    return ConditionEvaluationResult.disabled(reason);
  }
}
