package dev.crashproof.environment.servers;

import dev.crashproof.environment.EnvironmentException;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A Temporal frontend, as a client sees it. */
public final class TemporalServer implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final String address;
  private final WorkflowServiceStubs stubs;
  private final Namespaces namespaces;

  /**
   * A frontend; nothing is sent to it yet.
   *
   * @param address {@code host:port}
   */
  public TemporalServer(String address) {
    this.address = address;
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    this.namespaces = new Namespaces(stubs);
  }

  /** {@code host:port}. */
  public String address() {
    return address;
  }

  /** The namespaces on it. */
  public Namespaces namespaces() {
    return namespaces;
  }

  /**
   * Waits until the frontend answers a real call.
   *
   * @param bound for how long at most
   * @param alive asked between tries; throws to give up early
   * @return the server's version as it tells it itself; may be empty
   * @throws EnvironmentException after the bound, with the last error
   */
  public String awaitAnswer(Duration bound, Runnable alive) {
    String[] seen = {"", "no answer"};
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .atMost(bound)
          .until(
              () -> {
                alive.run();
                try {
                  seen[0] = systemVersion();
                  return true;
                } catch (StatusRuntimeException e) {
                  seen[1] = String.valueOf(e.getMessage());
                  return false;
                }
              });
    } catch (ConditionTimeoutException e) {
      throw new EnvironmentException(
          "The Temporal server at %s gave no answer within %d s: %s."
              .formatted(address, bound.toSeconds(), seen[1]),
          e);
    }
    return seen[0];
  }

  private String systemVersion() {
    // Else gRPC waits ever longer between its own tries, and a server that is back is seen late.
    stubs.getRawChannel().resetConnectBackoff();
    return stubs
        .blockingStub()
        .withDeadlineAfter(2, TimeUnit.SECONDS)
        .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
        .getServerVersion();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(5, TimeUnit.SECONDS);
  }
}
