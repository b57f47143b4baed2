package dev.crashproof.process;

import java.util.Map;

/**
 * What every child carries in its environment from its first instruction on. Descendants inherit
 * it, so they are found again even when they left the process group, and even when the harness died
 * before it could write anything down.
 *
 * @param runId the run's id
 * @param child the child's name and the number of its start
 */
record RunMarker(String runId, String child) {
  /** Holds the id of the run. */
  static final String RUN = "CRASHPROOF_RUN";

  /** Holds the id of the run and, after a slash, the one start of the one child. */
  static final String CHILD = "CRASHPROOF_CHILD";

  void putInto(Map<String, String> environment) {
    environment.put(RUN, runId);
    environment.put(CHILD, childValue());
  }

  String childValue() {
    return runId + '/' + child;
  }
}
