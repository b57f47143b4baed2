package dev.crashproof.worker.activities;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crashproof.worker.effects.Effect;
import dev.crashproof.worker.effects.EffectException;
import dev.crashproof.worker.effects.Effects;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;

/**
 * Effects of the activity that runs on this thread. Contents are records: their fields keep their
 * order.
 */
final class ActivityEffects {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Effects effects;

  ActivityEffects(Effects effects) {
    this.effects = effects;
  }

  /** Records the running activity's own effect. */
  void record(Record content) {
    record(source().effect(json(content)));
  }

  /** Records the effect of one step of the running activity. */
  void recordStep(int step, Record content) {
    record(source().step(step, json(content)));
  }

  private void record(Effect effect) {
    try {
      effects.record(effect);
    } catch (EffectException e) {
      if (e.lasting()) {
        throw ApplicationFailure.newNonRetryableFailureWithCause(
            e.getMessage(), "EffectRefused", e);
      }
      throw e;
    }
  }

  /** The attempt that runs on this thread. */
  static Effect.Source source() {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    return new Effect.Source(
        info.getWorkflowId(),
        info.getWorkflowRunId(),
        info.getActivityId(),
        info.getActivityType(),
        info.getAttempt());
  }

  private static String json(Record content) {
    try {
      return JSON.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON can be made of " + content, e);
    }
  }
}
