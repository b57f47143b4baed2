package dev.crashproof.checker;

import dev.crashproof.history.ActivityName;
import dev.crashproof.history.ActivityRun;
import dev.crashproof.history.EventHistory;
import java.util.Optional;

/**
 * The keys of a run's effects as its event history gives them: {@code workflowId/runId/activityId},
 * and a suffix where one activity has several. The worker derives them from what its SDK told it,
 * the harness from what the server wrote: both must agree.
 */
final class EffectKeys {
  private EffectKeys() {}

  static Optional<String> of(EventHistory eventHistory, ActivityName activity) {
    return eventHistory.activity(activity).map(run -> of(eventHistory, run));
  }

  static String of(EventHistory eventHistory, ActivityRun run) {
    return String.join("/", eventHistory.workflowId(), eventHistory.runId(), run.activityId());
  }

  /** Whether the key is the activity's own or one with a suffix. */
  static boolean belongs(String key, String activityKey) {
    return key.equals(activityKey) || key.startsWith(activityKey + "#");
  }
}
