package dev.crashproof.suite.benchmark;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.Environment;
import dev.crashproof.history.Recorder;
import dev.crashproof.process.Run;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.workload.TemporalNamespace;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server, a database and a client of both: where plays take place. */
final class Bench implements AutoCloseable {
  private final Environment environment;
  private final Run processes;
  private final Path facts;
  private final Server server;
  private final Database database;
  private final TemporalNamespace namespace;
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final HangingService hanging;

  /**
   * Over an environment that is up, and is closed with it.
   *
   * @param server how its server is set up
   */
  Bench(Environment environment, Run processes, Path facts, Server server) throws IOException {
    this.environment = environment;
    this.processes = processes;
    this.facts = facts;
    this.server = server;
    this.database = environment.newDatabase("benchmark");
    this.namespace =
        TemporalNamespace.connect(
            environment.temporalAddress(), environment.newNamespace("benchmark"));
    this.service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(environment.temporalAddress())
                .build());
    this.client =
        WorkflowClient.newInstance(
            service, WorkflowClientOptions.newBuilder().setNamespace(namespace.name()).build());
    this.hanging = new HangingService();
  }

  Environment environment() {
    return environment;
  }

  Server server() {
    return server;
  }

  TemporalNamespace namespace() {
    return namespace;
  }

  HangingService hanging() {
    return hanging;
  }

  /**
   * A worker, not started yet.
   *
   * @param name its name, unique in the run
   * @param taskQueue what it serves
   * @param temporal where it finds the server
   * @param javaOptions more options of the JVM, which the naive one has no use for
   */
  WorkerProcess worker(
      String name,
      Contender contender,
      Jdk jdk,
      String taskQueue,
      String temporal,
      String javaOptions) {
    WorkerCommand command =
        contender
            .command(jdk, facts.resolve("journals").resolve(taskQueue))
            .with("CRASHPROOF_JAVA_OPTS", javaOptions)
            .with("TEMPORAL_ADDRESS", temporal)
            .with("TEMPORAL_NAMESPACE", namespace.name())
            .with("TASK_QUEUE", taskQueue)
            .with("WORKER_ROLES", "monolith")
            .with("API_BASE_URL", hanging.address())
            .with("DATABASE_URL", database.jdbcUrl())
            .with("DATABASE_USER", database.user())
            .with("DATABASE_PASSWORD", database.password());
    return processes.worker(name, command, new Recorder(), facts.resolve("output"));
  }

  /** Starts a workflow whose workflow tasks may take so long; zero for the server's own default. */
  WorkflowStub start(String type, String taskQueue, String id, Duration taskTimeout, Object input) {
    WorkflowOptions.Builder options =
        WorkflowOptions.newBuilder().setTaskQueue(taskQueue).setWorkflowId(id);
    if (!taskTimeout.isZero()) {
      options.setWorkflowTaskTimeout(taskTimeout);
    }
    WorkflowStub stub = client.newUntypedWorkflowStub(type, options.build());
    stub.start(input);
    return stub;
  }

  /** The types of the events that a workflow has had. */
  List<EventType> history(WorkflowStub workflow) {
    return client.fetchHistory(workflow.getExecution().getWorkflowId()).getEvents().stream()
        .map(HistoryEvent::getEventType)
        .toList();
  }

  EventCursor events(WorkflowStub workflow) {
    return new EventCursor(service, namespace.name(), workflow.getExecution());
  }

  @Override
  public void close() {
    hanging.close();
    namespace.close();
    service.shutdownNow();
    service.awaitTermination(5, TimeUnit.SECONDS);
    environment.close();
  }
}
