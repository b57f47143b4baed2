package dev.crashproof.worker.observability;

/** What a worker polls for. */
public enum TaskKind {
  /** Workflow tasks, on a task queue or on the sticky queue beside it. */
  WORKFLOW("workflow tasks"),
  /** Activities. */
  ACTIVITY("activities");

  private final String words;

  TaskKind(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
