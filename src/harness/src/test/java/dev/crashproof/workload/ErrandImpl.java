package dev.crashproof.workload;

import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The workflow as it is. */
public final class ErrandImpl implements Errand {
  private String where = "";
  private String who = "";

  @Override
  public String run(String what) {
    return switch (what) {
      case "wait" -> waited();
      case "parent" -> "child: " + child().run("quick");
      case "again" -> {
        Workflow.sleep(Duration.ofMillis(10));
        Workflow.newContinueAsNewStub(Errand.class).run("wait");
        yield "unreachable";
      }
      case "never" -> {
        Workflow.await(() -> false);
        yield "unreachable";
      }
      default -> what;
    };
  }

  private String waited() {
    Workflow.sleep(Duration.ofMillis(10));
    Workflow.await(() -> !where.isEmpty() && !who.isEmpty());
    return where + " by " + who;
  }

  private static Errand child() {
    return Workflow.newChildWorkflowStub(
        Errand.class,
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(Workflow.getInfo().getWorkflowId() + "/child")
            .build());
  }

  @Override
  public void go(String to) {
    where = to;
  }

  @Override
  public String approve(String by) {
    who = by;
    return "approved by " + by;
  }

  @Override
  public void checkApprove(String by) {
    if (by.isEmpty()) {
      throw new IllegalArgumentException("somebody must approve");
    }
  }

  @Override
  public String state() {
    return "where " + where;
  }
}
