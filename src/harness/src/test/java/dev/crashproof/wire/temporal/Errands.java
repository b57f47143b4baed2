package dev.crashproof.wire.temporal;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** Workflows whose messages are known beforehand. */
final class Errands {
  private static final ActivityOptions OPTIONS =
      // Long, so that only help brings a lost activity back within the test.
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(10)).build();

  private Errands() {}

  /** Three activities, one after the other. */
  @WorkflowInterface
  public interface Errand {
    @WorkflowMethod(name = "Errand")
    String run();
  }

  /** A bit of everything. */
  @WorkflowInterface
  public interface Fair {
    @WorkflowMethod(name = "Fair")
    String run();

    @SignalMethod(name = "decide")
    void decide(String what);

    @UpdateMethod(name = "approve")
    String approve(String who);

    @QueryMethod(name = "state")
    String state();
  }

  /** A child. */
  @WorkflowInterface
  public interface Stall {
    @WorkflowMethod(name = "Stall")
    String run();
  }

  /** What they call. */
  @ActivityInterface
  public interface Steps {
    @ActivityMethod(name = "fetch")
    String fetch();

    @ActivityMethod(name = "carry")
    String carry();

    @ActivityMethod(name = "deliver")
    String deliver();
  }

  /** Them. */
  public static final class StepsImpl implements Steps {
    @Override
    public String fetch() {
      return "fetched";
    }

    @Override
    public String carry() {
      return "carried";
    }

    @Override
    public String deliver() {
      return "delivered";
    }
  }

  /** It. */
  public static final class ErrandImpl implements Errand {
    private final Steps steps = Workflow.newActivityStub(Steps.class, OPTIONS);

    @Override
    public String run() {
      steps.fetch();
      steps.carry();
      return steps.deliver();
    }
  }

  /** It. */
  public static final class StallImpl implements Stall {
    @Override
    public String run() {
      return "open";
    }
  }

  /** It. */
  public static final class FairImpl implements Fair {
    private final Steps local =
        Workflow.newLocalActivityStub(
            Steps.class,
            LocalActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(10))
                .build());
    private String decided = "";
    private String approved = "";

    @Override
    public String run() {
      Workflow.sleep(Duration.ofMillis(100));
      local.fetch();
      Workflow.await(() -> !decided.isEmpty());
      Stall stall =
          Workflow.newChildWorkflowStub(Stall.class, ChildWorkflowOptions.newBuilder().build());
      Promise<String> opened = Async.function(stall::run);
      opened.get();
      Workflow.await(() -> !approved.isEmpty());
      return decided + " by " + approved;
    }

    @Override
    public void decide(String what) {
      decided = what;
    }

    @Override
    public String approve(String who) {
      approved = who;
      return "noted";
    }

    @Override
    public String state() {
      return decided.isEmpty() ? "open" : decided;
    }
  }
}
