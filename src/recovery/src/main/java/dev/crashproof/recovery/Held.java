package dev.crashproof.recovery;

import com.google.protobuf.ByteString;

/** What a worker process holds at the server, and what the server waits for when it dies. */
sealed interface Held {
  /** The namespace it belongs to. */
  String namespace();

  /** By what it is told from all else that is held: a task's token, a queue's name. */
  ByteString key();

  /** What metrics call its kind. */
  String kind();

  /** What it is, for a log; no secrets. */
  String words();

  /**
   * A workflow task.
   *
   * @param token the server's proof of who may answer; a secret
   * @param attempt counted from 1
   */
  record WorkflowTask(
      String namespace, ByteString token, int attempt, String workflowType, String workflowId)
      implements Held {
    @Override
    public ByteString key() {
      return token;
    }

    @Override
    public String kind() {
      return "workflow_task";
    }

    @Override
    public String words() {
      return "workflow task of %s %s, attempt %d,".formatted(workflowType, workflowId, attempt);
    }
  }

  /**
   * An activity's attempt.
   *
   * @param token the server's proof of who may answer; a secret
   * @param attempt counted from 1
   * @param closesAt when schedule-to-close is over, in milliseconds since the epoch by the server's
   *     clock; 0 without one
   * @param spared why it is left to the server's timeouts; empty where it is not
   */
  record ActivityTask(
      String namespace,
      ByteString token,
      int attempt,
      String type,
      String id,
      String workflowId,
      long closesAt,
      String spared)
      implements Held {
    @Override
    public ByteString key() {
      return token;
    }

    @Override
    public String kind() {
      return "activity_task";
    }

    @Override
    public String words() {
      return "activity %s of %s, attempt %d,".formatted(type, workflowId, attempt);
    }
  }

  /**
   * A sticky task queue: workflow tasks go there for as long as the server takes its worker for
   * living.
   *
   * @param name the name that the server knows
   * @param normalName the task queue that it belongs to
   * @param identity the client's
   * @param instanceKey the SDK's name for this worker
   * @param version of the worker's code, as it told the server; empty without one
   */
  record StickyQueue(
      String namespace,
      String name,
      String normalName,
      String identity,
      String instanceKey,
      String version)
      implements Held {
    @Override
    public ByteString key() {
      return ByteString.copyFromUtf8(name);
    }

    @Override
    public String kind() {
      return "sticky_queue";
    }

    @Override
    public String words() {
      return "sticky queue of " + normalName;
    }
  }
}
