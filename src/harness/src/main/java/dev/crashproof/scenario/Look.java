package dev.crashproof.scenario;

import dev.crashproof.checker.Moment;
import dev.crashproof.checker.Sighting;
import dev.crashproof.checker.Sightings;
import dev.crashproof.history.PendingActivity;
import dev.crashproof.history.WorkflowSnapshot;
import dev.crashproof.ledger.Attempt;
import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import dev.crashproof.workload.WorkflowRun;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is seen of a workflow at one instant: by the server, then in the ledger.
 *
 * @param snapshot what the server told
 * @param ledger what the ledger held
 */
record Look(WorkflowSnapshot snapshot, Ledger ledger) {

  static Look at(Stage stage, WorkflowRun run) {
    return new Look(stage.namespace().snapshot(run), stage.ledger().read(run.workflowId()));
  }

  boolean closed() {
    return snapshot.eventHistory().closing().isPresent();
  }

  /** Whether the moment has come and is not over. */
  boolean in(Moment moment) {
    Sighting sighting = sighting();
    return moment.unreached(sighting).isEmpty() && moment.passed(sighting).isEmpty();
  }

  /** Writes down what was seen, for the checkers. */
  void record(Sightings sightings) {
    for (PendingActivity activity : snapshot.pendingActivities()) {
      sightings.pendingActivity(
          activity.activityType(), activity.activityId(), activity.state(), activity.attempt());
    }
    sightings.ledger(ledger);
    sightings.eventHistory(snapshot.eventHistory());
  }

  private Sighting sighting() {
    return new Sighting(
        snapshot.eventHistory(),
        snapshot.pendingActivities().stream()
            .filter(activity -> activity.state().equals("STARTED"))
            .map(PendingActivity::activityId)
            .collect(Collectors.toSet()),
        Optional.of(ledger.effects().stream().map(Effect::key).collect(Collectors.toSet())),
        ledger.attempts().stream().map(Attempt::key).collect(Collectors.toSet()));
  }
}
