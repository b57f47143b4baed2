package dev.crashproof.checker.recovery;

import java.time.Duration;

/**
 * What a prediction grants beside the waits that it derives.
 *
 * @param work the workflow's own time: how long its longest fault-free run took, timers and waiting
 *     for the client included
 * @param timerShift how late each of the server's timers may be: {@code
 *     history.timerProcessorMaxTimeShift}
 * @param busyMachine what a busy machine may add in all, after the replacement polls
 */
public record Allowance(Duration work, Duration timerShift, Duration busyMachine) {
  private static final Duration TIMER_SHIFT = Duration.ofSeconds(1);
  private static final Duration BUSY_MACHINE = Duration.ofSeconds(3);

  /**
   * Refuses a negative duration.
   *
   * @throws IllegalArgumentException if there is one
   */
  public Allowance {
    if (work.isNegative() || timerShift.isNegative() || busyMachine.isNegative()) {
      throw new IllegalArgumentException(
          "An allowance grants time, it takes none: work %s, timerShift %s, busyMachine %s."
              .formatted(work, timerShift, busyMachine));
    }
  }

  /** For a server with its default timer shift of 1 s, and 3 s for a busy machine. */
  public static Allowance of(Duration work) {
    return new Allowance(work, TIMER_SHIFT, BUSY_MACHINE);
  }

  /** The same with that timer shift. */
  public Allowance withTimerShift(Duration shift) {
    return new Allowance(work, shift, busyMachine);
  }

  /** The same with that much for a busy machine. */
  public Allowance withBusyMachine(Duration busy) {
    return new Allowance(work, timerShift, busy);
  }
}
