package dev.crashproof.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crashproof.worker.roles.Assignment;
import dev.crashproof.worker.roles.Role;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WarmUpTest {

  /** Any workflow. */
  @WorkflowInterface
  public interface Counted {
    /** Counts whether it is run anew or replayed. */
    @WorkflowMethod
    void run();
  }

  /** Counts. */
  public static final class CountedImpl implements Counted {
    private static final AtomicInteger REPLAYED = new AtomicInteger();
    private static final AtomicInteger RUN = new AtomicInteger();

    @Override
    public void run() {
      (WorkflowUnsafe.isReplaying() ? REPLAYED : RUN).incrementAndGet();
      Workflow.await(() -> false);
    }
  }

  @Test
  void theCodeOfAWorkflowTaskIsRunOnceAndNobodyElseHearsOfIt() {
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
      Worker worker = environment.newWorker("warm");
      worker.registerWorkflowImplementationTypes(CountedImpl.class);
      environment.start();
      Role role = new Role("warm", "warm", Set.of(CountedImpl.class), List.of(), 1);

      WarmUp.begin(environment.getWorkerFactory(), List.of(new Assignment(role, "warm")));

      await().until(() -> CountedImpl.REPLAYED.get() + CountedImpl.RUN.get() > 0);
      assertThat(CountedImpl.REPLAYED).hasValue(1);
      assertThat(CountedImpl.RUN).hasValue(0);
      assertThat(environment.getDiagnostics()).doesNotContain("warm-up");
    }
  }
}
