package dev.crashproof.workload;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.util.concurrent.TimeUnit;

/** A worker in this JVM, for workflows without activities. */
final class InJvmWorker implements AutoCloseable {
  private final WorkflowServiceStubs stubs;
  private final WorkerFactory factory;

  InJvmWorker(String address, String namespace, String taskQueue, Class<?> workflow) {
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    factory =
        WorkerFactory.newInstance(
            WorkflowClient.newInstance(
                stubs, WorkflowClientOptions.newBuilder().setNamespace(namespace).build()));
    factory.newWorker(taskQueue).registerWorkflowImplementationTypes(workflow);
    factory.start();
  }

  @Override
  public void close() {
    factory.shutdownNow();
    factory.awaitTermination(10, TimeUnit.SECONDS);
    stubs.shutdownNow();
  }
}
