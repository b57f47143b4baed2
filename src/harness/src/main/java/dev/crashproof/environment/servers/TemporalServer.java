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
    String[] version = {""};
    await("no answer", bound, alive, () -> version[0] = systemVersion());
    return version[0];
  }

  /**
   * Waits until the server has its database back: it describes a namespace and workflows of all its
   * shards, which it reads from there.
   *
   * @param bound for how long at most
   * @param alive asked between tries; throws to give up early
   * @throws EnvironmentException after the bound, with the last error
   */
  public void awaitPersistence(Duration bound, Runnable alive) {
    await("no answer from its database", bound, alive, new PersistenceProbe(stubs));
  }

  private void await(String missing, Duration bound, Runnable alive, Runnable call) {
    String[] last = {"no answer"};
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .atMost(bound)
          .until(
              () -> {
                alive.run();
                try {
                  call.run();
                  return true;
                } catch (StatusRuntimeException e) {
                  last[0] = String.valueOf(e.getMessage());
                  return false;
                }
              });
    } catch (ConditionTimeoutException e) {
      throw new EnvironmentException(
          "The Temporal server at %s gave %s within %d s: %s."
              .formatted(address, missing, bound.toSeconds(), last[0]),
          e);
    }
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
