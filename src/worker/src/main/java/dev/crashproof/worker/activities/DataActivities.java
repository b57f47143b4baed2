package dev.crashproof.worker.activities;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Work on data, short and long. */
@ActivityInterface
public interface DataActivities {

  /**
   * Normalises the data (Unicode NFC, white space collapsed) and digests it. Its effect tells the
   * digest and how long the normalised data is.
   *
   * @return {@code sha256:} and 64 hexadecimal digits
   */
  @ActivityMethod(name = "process_data")
  String processData(String data);

  /**
   * Works through the task's steps. Each step is an effect of its own and heartbeats its number; a
   * later attempt goes on after the last step that a heartbeat told.
   *
   * @return the number of steps done, over all attempts
   */
  @ActivityMethod(name = "long_running_task")
  int longRunningTask(LongRunningTask task);
}
