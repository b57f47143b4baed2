package dev.crashproof.junit;

/** What scripts and those who read them agree on. */
final class Scripts {
  static final String BEFORE = "before RespondActivityTaskCompleted charge#1";
  static final String AFTER = "after RespondWorkflowTaskCompleted [StartTimer #1]";
  static final String IDLE = "idle";
  static final String EXCLUDED = "late RespondActivityTaskCompleted charge#1";

  private Scripts() {}
}
