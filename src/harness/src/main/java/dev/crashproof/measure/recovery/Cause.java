package dev.crashproof.measure.recovery;

/** What a stretch of a recovery went by with. */
public enum Cause {
  /** From the kill until the process group was seen empty. */
  DEATH_SEEN("death seen"),
  /** Until the replacement's first sign on a wire; a standby has none of it. */
  PROCESS_START("process start"),
  /** Until the replacement's first poll for workflow tasks went to the server. */
  FIRST_POLL("first poll"),
  /** A workflow task lay in a dead worker's sticky queue. */
  STICKY_WAIT("sticky wait"),
  /** The server had not yet given up a task that a dead worker held. */
  TASK_TIMEOUT("task timeout"),
  /** The server waited before it tried again. */
  RETRY_BACKOFF("retry backoff"),
  /** The workflow slept. */
  TIMER("timer"),
  /** The replacement rebuilt the workflow's state from its event history. */
  REPLAY("replay"),
  /** Activities, workflow tasks after the first, and what it took to hand them out. */
  WORK("work"),
  /** The workflow waited for its client: a signal, an update, a start. */
  OUTSIDE("outside"),
  /** From the last commit until the client saw the workflow closed. */
  COMPLETION_SEEN("completion seen"),
  /** Nothing that was recorded tells. */
  UNEXPLAINED("unexplained");

  private final String words;

  Cause(String words) {
    this.words = words;
  }

  /** Its name in reports. */
  public String words() {
    return words;
  }
}
