package dev.crashproof.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every environment keeps, whatever runs it. */
public interface EnvironmentContract {

  Environment environment();

  @Test
  default void aWorkflowRunsInANewNamespace() {
    String namespace = environment().newNamespace("contract");
    WorkflowServiceStubs stubs = stubs(environment());
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setNamespace(namespace).build());
    WorkerFactory factory = WorkerFactory.newInstance(client);
    factory.newWorker("contract").registerWorkflowImplementationTypes(EchoWorkflowImpl.class);
    factory.start();
    try {
      EchoWorkflow workflow =
          client.newWorkflowStub(
              EchoWorkflow.class,
              WorkflowOptions.newBuilder()
                  .setTaskQueue("contract")
                  .setWorkflowExecutionTimeout(Duration.ofSeconds(30))
                  .build());

      assertThat(workflow.echo("hello")).isEqualTo("hello");
    } finally {
      factory.shutdownNow();
      stubs.shutdownNow();
    }
  }

  @Test
  default void namespacesAreNotTheSame() {
    assertThat(environment().newNamespace("same")).isNotEqualTo(environment().newNamespace("same"));
  }

  @Test
  default void databasesAreSeparate() throws SQLException {
    Database mine = environment().newDatabase("mine");
    Database yours = environment().newDatabase("yours");

    Sql.execute(mine, "create table things (id int)");

    assertThatThrownBy(() -> Sql.execute(yours, "select * from things"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("does not exist");
    assertThatThrownBy(
            () ->
                Sql.execute(
                    new Database(mine.jdbcUrl(), yours.user(), yours.password()), "select 1"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
  }

  @Test
  default void itTellsWhatItIs() {
    Description description = environment().description();

    assertThat(description.temporalVersion()).matches("\\d+\\.\\d+.*");
    assertThat(description.postgresVersion()).startsWith("15.");
    assertThat(description.reason()).isNotBlank();
    assertThat(description.comparableTimings())
        .as("only a real server's state survives a restart, and only its timings mean anything")
        .isEqualTo(environment() instanceof RestartableServer);
  }

  static WorkflowServiceStubs stubs(Environment environment) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(environment.temporalAddress()).build());
  }

  /** Gives back what it is given. */
  @WorkflowInterface
  interface EchoWorkflow {
    @WorkflowMethod
    String echo(String text);
  }

  /** It. */
  class EchoWorkflowImpl implements EchoWorkflow {
    @Override
    public String echo(String text) {
      return text;
    }
  }
}
