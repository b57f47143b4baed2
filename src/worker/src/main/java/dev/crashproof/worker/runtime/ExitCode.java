package dev.crashproof.worker.runtime;

/** What the process's exit code says. */
public enum ExitCode {
  /** Told to stop, and nothing was left running. */
  DRAINED(0),
  /** Something that must not happen; the log has it. */
  FAILED(1),
  /** A setting is wrong; standard error names it. */
  WRONG_SETTING(2),
  /** The heap was full. The JVM itself exits so, since {@code jvm.options} asks it to. */
  OUT_OF_MEMORY(3),
  /**
   * Told to stop, and tasks were still running when {@code DRAIN_TIMEOUT} was over; the server will
   * time them out.
   */
  DRAIN_TIMED_OUT(4),
  /** Of a supervisor: the worker's program can't be started; standard error says why. */
  NOT_STARTED(5);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number. */
  public int code() {
    return code;
  }
}
