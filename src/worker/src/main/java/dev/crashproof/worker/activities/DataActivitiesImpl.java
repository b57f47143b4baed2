package dev.crashproof.worker.activities;

import dev.crashproof.worker.effects.Effects;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.text.Normalizer;
import java.time.Duration;

/** Work on data whose effects go where it is told. */
public final class DataActivitiesImpl implements DataActivities {

  // A step may take longer than the heartbeat timeout, so it is waited for in parts, each with a
  // heartbeat.
  private static final long LONGEST_SILENCE_MILLIS = 400;

  private final ActivityEffects effects;

  /** Work whose effects go there. */
  public DataActivitiesImpl(Effects effects) {
    this.effects = new ActivityEffects(effects);
  }

  @Override
  public String processData(String data) {
    String normal = Normalizer.normalize(data, Normalizer.Form.NFC).strip().replaceAll("\\s+", " ");
    String digest = Digest.of(normal);
    effects.record(new Processed(normal.codePointCount(0, normal.length()), digest));
    return digest;
  }

  @Override
  public int longRunningTask(LongRunningTask task) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    int done = context.getHeartbeatDetails(Integer.class).orElse(0);
    for (int step = done + 1; step <= task.steps(); step++) {
      work(context, task.stepTime(), step - 1);
      effects.recordStep(step, new Step(step, Digest.of(task.processed() + "#" + step)));
      context.heartbeat(step);
    }
    effects.record(new Finished(task.steps(), task.processed()));
    return task.steps();
  }

  /** Takes the time a step takes, telling the server meanwhile how far the task is. */
  private static void work(ActivityExecutionContext context, Duration time, int done) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toMillis();
        left > 0;
        left = Duration.ofNanos(end - System.nanoTime()).toMillis()) {
      try {
        Thread.sleep(Math.min(left, LONGEST_SILENCE_MILLIS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Activity.wrap(e);
      }
      if (left > LONGEST_SILENCE_MILLIS) {
        context.heartbeat(done);
      }
    }
  }

  private record Processed(int characters, String digest) {}

  private record Step(int step, String digest) {}

  private record Finished(int steps, String processed) {}
}
