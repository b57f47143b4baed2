package dev.crashproof.workload;

import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The workflow as somebody has changed it, without a thought for those that had begun. */
public final class ChangedErrandImpl implements Errand {

  @Override
  public String run(String what) {
    Workflow.sleep(Duration.ofMillis(10));
    return what;
  }

  @Override
  public void go(String where) {}

  @Override
  public String approve(String who) {
    return "";
  }

  @Override
  public void checkApprove(String who) {}

  @Override
  public String state() {
    return "";
  }
}
