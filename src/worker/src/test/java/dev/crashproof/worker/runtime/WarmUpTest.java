package dev.crashproof.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
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
import org.slf4j.LoggerFactory;

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

  /** Any workflow that needs an input. */
  @WorkflowInterface
  public interface Demanding {
    /** Measures it. */
    @WorkflowMethod
    int run(String input);
  }

  /** Fails without one. */
  public static final class DemandingImpl implements Demanding {
    private static final AtomicInteger RUN = new AtomicInteger();

    @Override
    public int run(String input) {
      RUN.incrementAndGet();
      return input.length();
    }
  }

  @Test
  void codeThatFailsWithoutAnInputIsNoNews() throws InterruptedException {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
      Worker worker = environment.newWorker("warm");
      worker.registerWorkflowImplementationTypes(DemandingImpl.class);
      environment.start();
      Role role = new Role("warm", "warm", Set.of(DemandingImpl.class), List.of(), 1);
      root.addAppender(log);

      WarmUp.begin(environment.getWorkerFactory(), List.of(new Assignment(role, "warm"))).join();

      assertThat(DemandingImpl.RUN).hasValueGreaterThan(0);
      assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.INFO));
    } finally {
      root.detachAppender(log);
    }
  }

  @Test
  void theCodeOfAWorkflowTaskIsRunOnceAndNobodyElseHearsOfIt() throws InterruptedException {
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
      Worker worker = environment.newWorker("warm");
      worker.registerWorkflowImplementationTypes(CountedImpl.class);
      environment.start();
      Role role = new Role("warm", "warm", Set.of(CountedImpl.class), List.of(), 1);

      WarmUp.begin(environment.getWorkerFactory(), List.of(new Assignment(role, "warm"))).join();

      assertThat(CountedImpl.REPLAYED).hasValue(1);
      assertThat(CountedImpl.RUN).hasValue(0);
      assertThat(environment.getDiagnostics()).doesNotContain("warm-up");
    }
  }
}
