package dev.crashproof.worker.observability;

import org.slf4j.Logger;

/** Says when a state turns, and when it turns back; not that it stays. */
final class Turn {
  private final Logger log;
  private final String state;
  private boolean well;

  /** Of a state, as the log calls it, which is or is not so at first. */
  Turn(Logger log, String state, boolean well) {
    this.log = log;
    this.state = state;
    this.well = well;
  }

  synchronized void tell(Health health) {
    if (well == health.well()) {
      return;
    }
    well = health.well();
    if (well) {
      log.info("{}", state);
    } else {
      log.warn("not {}: {}", state, health);
    }
  }
}
