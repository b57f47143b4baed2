package dev.crashproof.worker.workflows;

import dev.crashproof.worker.fixtures.EffectsInMemory;
import dev.crashproof.worker.roles.Means;
import dev.crashproof.worker.roles.Roles;
import dev.crashproof.worker.runtime.Polling;
import dev.crashproof.worker.settings.SettingsException;
import dev.crashproof.worker.settings.WorkerSettings;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The workflows on the SDK's in-memory server, whose clock skips ahead, with the real activities.
 */
final class WorkflowsUnderTest implements AutoCloseable {
  private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
  private final EffectsInMemory effects = new EffectsInMemory();

  WorkflowsUnderTest() {
    this(Map.of());
  }

  /** With these settings, by their names in the environment. */
  WorkflowsUnderTest(Map<String, String> settings) {
    Worker worker = environment.newWorker("default");
    Polling.register(worker, Roles.MONOLITH, new Means(effects, read(settings)));
    environment.start();
  }

  private static WorkerSettings read(Map<String, String> settings) {
    try {
      return WorkerSettings.read(Map.of(), settings);
    } catch (SettingsException e) {
      throw new IllegalStateException(e);
    }
  }

  EffectsInMemory effects() {
    return effects;
  }

  TestWorkflowEnvironment environment() {
    return environment;
  }

  WorkflowStub start(String type, @Nullable Object... arguments) {
    WorkflowStub stub =
        environment
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                type, WorkflowOptions.newBuilder().setTaskQueue("default").build());
    stub.start(arguments);
    return stub;
  }

  @Override
  public void close() {
    environment.close();
  }
}
