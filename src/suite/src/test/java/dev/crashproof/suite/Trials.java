package dev.crashproof.suite;

import dev.crashproof.checker.Expectation;
import dev.crashproof.environment.Database;
import dev.crashproof.lane.Patience;
import dev.crashproof.lane.Subject;
import dev.crashproof.trial.Campaign;
import dev.crashproof.trial.Trial;
import dev.crashproof.trial.TrialRun;
import dev.crashproof.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Campaigns of trials on the worker of the ADR, each lane with a database of its own. */
final class Trials {
  // Longer than any fault lasts: while one does, nothing need happen.
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(60), Duration.ofSeconds(90));

  private final SuiteRun suite;
  private final String id;
  private final Campaign campaign;
  private final Supplier<Database> newDatabase;
  private final Map<Integer, Database> databases = new ConcurrentHashMap<>();

  Trials(SuiteRun suite, String id, int lanes) {
    this(suite, id, lanes, () -> suite.environment().newDatabase("lane"));
  }

  /** With databases of the caller's, one a lane. */
  Trials(SuiteRun suite, String id, int lanes, Supplier<Database> newDatabase) {
    this.suite = suite;
    this.newDatabase = newDatabase;
    this.id = id;
    this.campaign =
        new Campaign(id, this::subject, suite.grounds(), suite.environment(), PATIENCE, lanes);
  }

  private Subject subject(int lane) {
    Database database = databases.computeIfAbsent(lane, own -> newDatabase.get());
    return new Subject(
        id,
        suite::command,
        Workload.of("DurableDemoWorkflow"),
        Expectation.ofEffects(),
        SuiteRun.ledgerIn(database),
        Optional.of(database),
        Map.of());
  }

  /** Why it can't be played here; empty where it can. */
  Optional<String> unsupported(Trial trial) {
    return campaign.unsupported(trial);
  }

  /** The same, where nobody else hears of them. */
  List<TrialRun> play(List<Trial> trials, int tries) {
    return play(trials, tries, run -> {});
  }

  /** Plays them, and tells of each. */
  List<TrialRun> play(List<Trial> trials, int tries, Consumer<TrialRun> listener) {
    Countdown countdown = new Countdown(suite.console(), id, trials.size());
    return campaign.play(
        trials,
        tries,
        run -> {
          listener.accept(run);
          if (!run.judgement().reasons().isEmpty()) {
            suite.console().step(words(run));
          }
          countdown.one(
              String.format(
                  Locale.ROOT,
                  "%s: %s, %.1f s",
                  run.trial().id(),
                  run.judgement().validity(),
                  run.took().toNanos() / 1e9));
        });
  }

  static String words(TrialRun run) {
    return "%s is %s: %s"
        .formatted(
            run.trial().id(),
            run.judgement().validity(),
            String.join("; ", run.judgement().reasons()));
  }
}
