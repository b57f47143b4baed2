package dev.crashproof.suite;

import dev.crashproof.history.EventHistory;
import dev.crashproof.report.MigrationFacts.ReplayedRun;
import dev.crashproof.suite.Fleet.Post;
import dev.crashproof.suite.fixtures.Fixtures;
import dev.crashproof.suite.fixtures.versions.ChangedWorker.Change;
import dev.crashproof.workload.Replay;
import dev.crashproof.workload.Replayer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has the event histories that the monolith wrote replayed by the specialised workers' processes,
 * each alone on the queue where these workflows began; and others that they must refuse.
 */
final class MigrationReplays {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String NO_CODE = "the worker has no code for it";

  private final SuiteRun suite;
  private final Fleet fleet;
  private final Replayer replayer;
  private final List<Migrant> migrants;
  private final List<ReplayedRun> replays = new ArrayList<>();

  /** Of these, those that no other worker than the monolith touched are replayed. */
  MigrationReplays(SuiteRun suite, Fleet fleet, List<Migrant> all) {
    this.suite = suite;
    this.fleet = fleet;
    this.replayer = new Replayer(suite.namespace());
    this.migrants = all.stream().filter(this::recordedByTheMonolith).toList();
  }

  private boolean recordedByTheMonolith(Migrant migrant) {
    EventHistory events = suite.namespace().eventHistory(migrant.run());
    return events.all(e -> e.is("WorkflowTaskStarted")).stream()
        .allMatch(
            e ->
                e.attribute("identity")
                    .flatMap(fleet::role)
                    .filter("monolith"::equals)
                    .isPresent());
  }

  /** Plays them; nobody else may serve meanwhile. */
  List<ReplayedRun> play() {
    for (String role : List.of("general", "verification", "integration")) {
      Post post = fleet.post(role + "-replays", role, MigrationFeed.OLD_QUEUE);
      fleet.awaitReady(post);
      of(role).forEach(migrant -> replay(migrant, post.name(), true));
      otherThan(role).ifPresent(migrant -> replay(migrant, post.name(), false));
      fleet.dismiss(post);
    }
    Post changed =
        fleet.post(
            "changed-replays",
            "general",
            MigrationFeed.OLD_QUEUE,
            suite.placed(Fixtures.changed(Change.INCOMPATIBLE), MigrationFeed.OLD_QUEUE));
    fleet.awaitReady(changed);
    migrants.stream()
        .filter(m -> m.kind() == MigrationKind.DEMO)
        .findFirst()
        .ifPresent(migrant -> replay(migrant, changed.name(), false));
    fleet.dismiss(changed);
    return List.copyOf(replays);
  }

  private List<Migrant> of(String role) {
    return migrants.stream().filter(m -> m.kind().role().equals(role)).toList();
  }

  private Optional<Migrant> otherThan(String role) {
    return migrants.stream().filter(m -> !m.kind().role().equals(role)).findFirst();
  }

  private void replay(Migrant migrant, String worker, boolean mustFit) {
    Replay replay = replayer.replay(suite.namespace().eventHistory(migrant.run()), BOUND);
    replays.add(
        new ReplayedRun(
            migrant.run().workflowId(),
            migrant.kind().type(),
            worker,
            mustFit,
            outcome(replay),
            words(replay)));
  }

  private static ReplayedRun.Outcome outcome(Replay replay) {
    if (replay instanceof Replay.Replayed replayed) {
      return replayed.failure().isEmpty()
          ? ReplayedRun.Outcome.CAME_THROUGH
          : ReplayedRun.Outcome.REFUSED;
    }
    return words(replay).startsWith(NO_CODE)
        ? ReplayedRun.Outcome.REFUSED
        : ReplayedRun.Outcome.NOT_ASKED;
  }

  private static String words(Replay replay) {
    return replay instanceof Replay.NotReplayed not
        ? not.why()
        : ((Replay.Replayed) replay).failure().orElse("it came through");
  }
}
