package dev.crashproof.checker;

import dev.crashproof.history.ActivityRun;

/**
 * An activity that was scheduled in one of a workflow's runs.
 *
 * @param execution the run
 * @param run the activity
 */
record Scheduled(Execution execution, ActivityRun run) {

  String id() {
    return run.activityId();
  }

  String type() {
    return run.name().type();
  }

  boolean is(ExpectedEffect.Source.OfActivity source) {
    return execution.scope().equals(source.scope()) && run.name().equals(source.name());
  }

  @Override
  public String toString() {
    return execution.scope() + run.name();
  }
}
