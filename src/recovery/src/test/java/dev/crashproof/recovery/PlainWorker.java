package dev.crashproof.recovery;

import io.temporal.activity.ActivityInterface;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Path;

/** A worker with the library; as a process it polls until its input ends. */
final class PlainWorker implements AutoCloseable {
  private final WorkflowServiceStubs stubs;
  private final WorkerFactory factory;

  /** Makes it serve something, so that it polls. */
  @ActivityInterface
  public interface Work {
    void work();
  }

  PlainWorker(String address, Path directory) {
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(address)
                .setPlugins(CrashRecovery.in(directory))
                .build());
    this.factory = WorkerFactory.newInstance(WorkflowClient.newInstance(stubs));
    factory.newWorker("payments").registerActivitiesImplementations((Work) () -> {});
  }

  void start() {
    factory.start();
  }

  public static void main(String[] arguments) throws IOException {
    try (PlainWorker worker = new PlainWorker(arguments[0], Path.of(arguments[1]))) {
      worker.start();
      while (System.in.read() >= 0) {}
    }
  }

  @Override
  public void close() {
    factory.shutdownNow();
    stubs.shutdownNow();
  }
}
