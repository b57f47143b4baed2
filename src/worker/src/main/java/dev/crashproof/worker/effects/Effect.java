package dev.crashproof.worker.effects;

/**
 * An effect that an attempt wants in the world.
 *
 * @param source the attempt that causes it
 * @param key what makes it this effect: recorded once a key
 * @param content what is done, a JSON document that is the same for every attempt
 */
public record Effect(Source source, String key, String content) {

  /**
   * An attempt of an activity.
   *
   * @param workflowId the workflow that scheduled the activity
   * @param runId the workflow's run
   * @param activityId the activity, the same over its retries
   * @param activityType the activity's type
   * @param attempt as Temporal counts, from 1
   */
  public record Source(
      String workflowId, String runId, String activityId, String activityType, int attempt) {

    /** The activity's own effect. */
    public Effect effect(String content) {
      return new Effect(this, key(), content);
    }

    /** The effect of one step within the activity; steps count from 1. */
    public Effect step(int step, String content) {
      return new Effect(this, key() + "#step-" + step, content);
    }

    /** What names the activity, the same over its retries. */
    public String key() {
      return workflowId + "/" + runId + "/" + activityId;
    }
  }
}
