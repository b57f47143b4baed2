package dev.crashproof.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an environment keeps whose Postgres server can be killed and paused. */
public interface DatabaseFaultsContract extends EnvironmentContract {

  @Test
  default void aDatabaseThatWasKilledComesBackAtItsAddressWithItsData() throws SQLException {
    Database database = environment().newDatabase("killed");
    String namespace = environment().newNamespace("killed");
    Sql.execute(database, "create table things as select 42 as id");
    WorkflowServiceStubs stubs = EnvironmentContract.stubs(environment());
    try (Connection before = Sql.connect(database)) {
      restartable().killDatabase();
      assertThatThrownBy(() -> Sql.query(before, "select 1")).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> Sql.connect(database)).isInstanceOf(SQLException.class);

      restartable().startDatabase();

      assertThat(Sql.query(database, "select id from things")).isEqualTo("42");
      assertThat(describe(stubs, namespace)).isEqualTo(namespace);
    } finally {
      stubs.shutdownNow();
    }
    aWorkflowRunsInANewNamespace();
  }

  @Test
  default void aPausedDatabaseAnswersWhenItIsResumed() throws SQLException {
    Database database = environment().newDatabase("paused");
    try (Connection patient = Sql.connect(database);
        Connection impatient = Sql.connect(database)) {
      impatient.setNetworkTimeout(Runnable::run, 500);
      pausable().pauseDatabase();
      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(() -> Sql.queried(patient, "select 7"));
      assertThatThrownBy(() -> Sql.query(impatient, "select 1"))
          .isInstanceOf(SQLException.class)
          .hasRootCauseInstanceOf(java.net.SocketTimeoutException.class);
      assertThat(answer).isNotDone();

      pausable().resumeDatabase();

      assertThat(answer).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("7");
    } finally {
      environment().newNamespace("resumed");
    }
  }

  @Test
  default void aDatabaseThatIsKilledWhilePausedComesBack() throws SQLException {
    Database database = environment().newDatabase("both");
    pausable().pauseDatabase();
    restartable().killDatabase();
    restartable().startDatabase();

    assertThat(Sql.query(database, "select 1")).isEqualTo("1");
  }

  @Test
  default void theOwnersSessionsAreEndedAndNobodyElses() throws SQLException {
    Database mine = environment().newDatabase("mine");
    Database yours = environment().newDatabase("yours");
    try (Connection first = Sql.connect(mine);
        Connection second = Sql.connect(mine);
        Connection other = Sql.connect(yours)) {
      assertThat(((SessionControl) environment()).terminateSessions(mine)).isEqualTo(2);

      assertThatThrownBy(() -> Sql.query(first, "select 1")).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> Sql.query(second, "select 1")).isInstanceOf(SQLException.class);
      assertThat(Sql.query(other, "select 1")).isEqualTo("1");
      assertThat(Sql.query(mine, "select 1")).isEqualTo("1");
      assertThat(((SessionControl) environment()).terminateSessions(mine)).isZero();
    }
  }

  private RestartableDatabase restartable() {
    return (RestartableDatabase) environment();
  }

  private PausableDatabase pausable() {
    return (PausableDatabase) environment();
  }

  private static String describe(WorkflowServiceStubs stubs, String namespace) {
    return stubs
        .blockingStub()
        .withDeadlineAfter(5, TimeUnit.SECONDS)
        .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build())
        .getNamespaceInfo()
        .getName();
  }
}
