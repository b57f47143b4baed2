package dev.crashproof.wire.temporal;

/**
 * What came of failing a dead worker's task.
 *
 * @param status the name of the gRPC status with which the server answered, or {@link
 *     #NOT_REAPABLE}
 */
public record Reaping(String status) {
  /** The task was left alone: failing it would give something else than its timeout. */
  public static final String NOT_REAPABLE = "NOT_REAPABLE";

  /** The type of the failure by which a task is failed. */
  public static final String FAILURE_TYPE = "CrashproofReaped";

  /** Whether the server took it: the task is on its way to another worker. */
  public boolean done() {
    return status.equals("OK");
  }

  /** Whether the task was left alone. */
  public boolean refused() {
    return status.equals(NOT_REAPABLE);
  }
}
