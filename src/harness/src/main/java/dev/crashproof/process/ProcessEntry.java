package dev.crashproof.process;

/**
 * One process as the kernel's table shows it.
 *
 * @param pid its id
 * @param parent its parent's id
 * @param group its process group
 * @param state the kernel's letter: R, S, D, T, Z, X, …
 * @param threads its threads, those of a zombie's leader included
 * @param started when it started, in the table's own unit since a fixed moment; with the id it
 *     names one process for good
 */
record ProcessEntry(long pid, long parent, long group, char state, int threads, long started) {

  /**
   * Whether it is dead, though perhaps not yet reaped. A leader whose other threads still run shows
   * Z as well and may still write, so it counts as living until it is the last thread.
   */
  boolean dead() {
    return (state == 'Z' || state == 'X') && threads <= 1;
  }

  boolean isSame(ProcessEntry other) {
    return pid == other.pid && started == other.started;
  }
}
