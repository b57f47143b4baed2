package dev.crashproof.wire.temporal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** A worker of the Java SDK in this JVM. Its death is that of its connection. */
final class InProcessWorker implements AutoCloseable {
  static final String QUEUE = "interposed";

  static {
    // The SDK complains at length about a connection that a test takes from it.
    ((Logger) LoggerFactory.getLogger("io.temporal.internal.worker")).setLevel(Level.OFF);
  }

  private final WorkflowServiceStubs service;
  private final WorkerFactory factory;

  InProcessWorker(String address, String namespace, Consumer<Worker> registration) {
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    factory =
        WorkerFactory.newInstance(
            WorkflowClient.newInstance(
                service, WorkflowClientOptions.newBuilder().setNamespace(namespace).build()));
    registration.accept(factory.newWorker(QUEUE));
    factory.start();
  }

  /** Its connection goes first, so that nothing it does when it ends reaches the server. */
  void die() {
    service.shutdownNow();
    factory.shutdownNow();
  }

  @Override
  public void close() {
    factory.shutdownNow();
    service.shutdownNow();
    service.awaitTermination(5, TimeUnit.SECONDS);
  }
}
