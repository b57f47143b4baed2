package dev.crashproof.recovery;

import com.google.protobuf.ByteString;

/** What a worker may hold, made up. */
final class Samples {
  private Samples() {}

  static Held.WorkflowTask workflowTask(String token) {
    return workflowTask(token, 1);
  }

  static Held.WorkflowTask workflowTask(String token, int attempt) {
    return new Held.WorkflowTask(
        "default", ByteString.copyFromUtf8(token), attempt, "Transfer", "transfer-1");
  }

  static Held.ActivityTask activity(String token) {
    return activity(token, 1, 0, "");
  }

  static Held.ActivityTask activity(String token, int attempt, long closesAt, String spared) {
    return new Held.ActivityTask(
        "default",
        ByteString.copyFromUtf8(token),
        attempt,
        "Charge",
        "activity-1",
        "transfer-1",
        closesAt,
        spared);
  }

  static Held.StickyQueue sticky(String name, String version) {
    return new Held.StickyQueue("default", name, "payments", "worker@host", "key", version);
  }
}
