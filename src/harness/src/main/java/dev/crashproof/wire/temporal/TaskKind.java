package dev.crashproof.wire.temporal;

/** What kind of task a server hands to a worker. */
public enum TaskKind {
  /** A workflow task. */
  WORKFLOW,
  /** An activity task. */
  ACTIVITY
}
