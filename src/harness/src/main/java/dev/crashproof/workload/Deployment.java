package dev.crashproof.workload;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.deployment.v1.WorkerDeploymentInfo;
import io.temporal.api.enums.v1.RoutingConfigUpdateState;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentRequest;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentCurrentVersionRequest;
import java.time.Duration;
import java.util.Set;

/**
 * A worker deployment as whoever deploys sees it: its workers come in versions, and the server
 * gives new workflows to the current one.
 */
public final class Deployment {
  // What the server says of a version whose workers have not polled yet, all of their queues.
  private static final Set<Status.Code> NOT_YET =
      Set.of(Status.Code.NOT_FOUND, Status.Code.FAILED_PRECONDITION);

  private final TemporalNamespace namespace;
  private final String name;

  /**
   * A deployment, whether the server knows it yet or not.
   *
   * @param name its name, as its workers give it
   */
  public Deployment(TemporalNamespace namespace, String name) {
    this.namespace = namespace;
    this.name = name;
  }

  /**
   * Makes a version the current one, as soon as its workers poll, and returns when every task queue
   * knows.
   *
   * @param buildId the version
   * @param bound how long that may take
   * @throws IllegalStateException when it took longer, saying what the server said last
   */
  public void makeCurrent(String buildId, Duration bound) {
    long end = System.nanoTime() + bound.toNanos();
    String last = "it was not asked";
    boolean set = false;
    while (System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted()) {
      try {
        if (!set) {
          set(buildId);
          set = true;
        }
        WorkerDeploymentInfo now = describe();
        if (known(now, buildId)) {
          return;
        }
        last = "routing is " + now.getRoutingConfig();
      } catch (StatusRuntimeException e) {
        if (!NOT_YET.contains(e.getStatus().getCode()) && !TemporalNamespace.isDown(e)) {
          throw e;
        }
        last = String.valueOf(e.getMessage());
      }
      Outage.pause();
    }
    throw new IllegalStateException(
        "Version %s of the deployment %s did not become current within %s (%s): see whether its workers poll."
            .formatted(buildId, name, bound, last));
  }

  private void set(String buildId) {
    namespace
        .service()
        .blockingStub()
        .setWorkerDeploymentCurrentVersion(
            SetWorkerDeploymentCurrentVersionRequest.newBuilder()
                .setNamespace(namespace.name())
                .setDeploymentName(name)
                .setBuildId(buildId)
                .setIdentity("crashproof")
                .build());
  }

  private WorkerDeploymentInfo describe() {
    return namespace
        .service()
        .blockingStub()
        .describeWorkerDeployment(
            DescribeWorkerDeploymentRequest.newBuilder()
                .setNamespace(namespace.name())
                .setDeploymentName(name)
                .build())
        .getWorkerDeploymentInfo();
  }

  /** Servers that tell how far the news has come say so; older ones answer when it has. */
  private static boolean known(WorkerDeploymentInfo now, String buildId) {
    return now.getRoutingConfig().getCurrentDeploymentVersion().getBuildId().equals(buildId)
        && now.getRoutingConfigUpdateState()
            != RoutingConfigUpdateState.ROUTING_CONFIG_UPDATE_STATE_IN_PROGRESS;
  }
}
