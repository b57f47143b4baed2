package dev.crashproof.lane;

import java.util.Locale;

/** How a worker that was killed is replaced. */
public enum Mode {
  /** By a cold restart, and the server's timeouts do the rest: what production would see. */
  UNASSISTED,
  /**
   * For speed: by a standby that is warm already and whose polls were held; the dead worker's polls
   * were withdrawn, its sticky queue's name is inherited, and what it had been handed is failed by
   * token.
   */
  ASSISTED;

  /** The mode's name in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
