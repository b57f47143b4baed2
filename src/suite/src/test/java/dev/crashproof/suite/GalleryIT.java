package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.environment.Database;
import dev.crashproof.lane.Patience;
import dev.crashproof.lane.Subject;
import dev.crashproof.nemesis.Schedule;
import dev.crashproof.report.MutantRecord;
import dev.crashproof.suite.fixtures.Fixtures;
import dev.crashproof.suite.fixtures.gallery.Gallery;
import dev.crashproof.suite.fixtures.gallery.Mutant;
import dev.crashproof.trial.Campaign;
import dev.crashproof.trial.Trial;
import dev.crashproof.trial.TrialRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The oracle is proven both ways. Each mutant of the gallery is found by the checker that is named
 * for it, when the fault that reveals it strikes; and what it should have been, the sound worker,
 * is VALID in the same workload under the same fault.
 */
@ExtendWith(SuiteExtension.class)
@Tag("any-backend")
@Order(9)
class GalleryIT {
  private static final int LANES = 4;
  private static final int TRIES = 3;
  // Where a part will do, every third.
  private static final int SOME = 3;
  private static final Chosen CHOSEN = Chosen.named("crashproof.mutants");

  // A worker that dies with a workflow task in hand gives it back after ten seconds.
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(60), Duration.ofSeconds(15));

  /** A mutant's runs, by their trials' ids. */
  private record Runs(Map<String, TrialRun> byId) {
    TrialRun of(Trial trial) {
      return Optional.ofNullable(byId.get(trial.id())).orElseThrow();
    }
  }

  /** What is played for one mutant; without a fault the first two are one. */
  private record Played(Mutant mutant, Trial free, Trial struck, Trial sound) {}

  @TestFactory
  Stream<DynamicTest> eachMutantIsFoundAndItsSoundCounterpartIsNot(SuiteRun suite) {
    assumeTrue(suite.depth().faults() != Share.NONE, "left out at this depth");
    assumeTrue(suite.sticky(), "UNSUPPORTED: mutants are revealed on a real Temporal server");
    CHOSEN.check(Gallery.mutants().stream().map(Mutant::id).toList());
    List<Mutant> mutants = mutants(suite.depth().faults());
    List<Played> played = played(mutants);
    Runs runs = play(suite, distinct(played));

    // All are saved before the first is told.
    return played.stream().flatMap(each -> tests(suite, each, runs)).toList().stream();
  }

  /** The mutant must be found as it says, and its counterpart must not. */
  private static Stream<DynamicTest> tests(SuiteRun suite, Played played, Runs runs) {
    MutantRecord record = record(played, runs);
    suite.facts().save(record);
    TrialRun sound = runs.of(played.sound());
    return Stream.of(
        DynamicTest.dynamicTest(
            record.id(),
            () ->
                assertThat(record.caught())
                    .as(
                        "%s should have found it (%s), found by %s: %s",
                        record.checker(), record.revealedBy(), record.foundBy(), record.reasons())
                    .isTrue()),
        DynamicTest.dynamicTest(
            "sound-of-" + record.id(),
            () ->
                assertThat(sound.complete() && sound.judgement().validity() == Validity.VALID)
                    .as(words(sound))
                    .isTrue()));
  }

  /** The mutants of that depth, by their ids, for the plan. */
  static List<String> planned(Share share) {
    return share == Share.NONE ? List.of() : mutants(share).stream().map(Mutant::id).toList();
  }

  /** Those of the depth, or those that a person who is mending one asks for. */
  private static List<Mutant> mutants(Share share) {
    List<Mutant> all = Gallery.mutants();
    assertThat(all).hasSizeGreaterThanOrEqualTo(30);
    assertThat(all).extracting(Mutant::id).doesNotHaveDuplicates();
    int step = share == Share.ALL ? 1 : SOME;
    return IntStream.range(0, all.size())
        .filter(i -> CHOSEN.isSet() ? CHOSEN.has(all.get(i).id()) : i % step == 0)
        .mapToObj(all::get)
        .toList();
  }

  private static List<Played> played(List<Mutant> mutants) {
    Map<String, Trial> sounds = new LinkedHashMap<>();
    List<Played> played = new ArrayList<>();
    for (Mutant mutant : mutants) {
      Trial struck =
          new Trial(mutant.id(), mutant.workload(), mutant.expectation(), mutant.schedule());
      Trial free =
          mutant.schedule().faults().isEmpty()
              ? struck
              : new Trial(
                  mutant.id() + "-free", mutant.workload(), mutant.expectation(), Schedule.of());
      // Mutants of one counterpart under one fault need it once, where they expect the same.
      Trial sound =
          sounds.computeIfAbsent(
              "%s %s %s".formatted(mutant.sound(), mutant.revealedBy(), mutant.expectation()),
              it ->
                  new Trial(
                      "sound-of-" + mutant.id(),
                      mutant.soundWorkload(),
                      mutant.expectation(),
                      mutant.schedule()));
      played.add(new Played(mutant, free, struck, sound));
    }
    return played;
  }

  private static List<Trial> distinct(List<Played> played) {
    return played.stream()
        .flatMap(it -> List.of(it.free(), it.struck(), it.sound()).stream())
        .collect(
            Collectors.toMap(
                Trial::id, Function.identity(), (one, same) -> one, LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  private static Runs play(SuiteRun suite, List<Trial> trials) {
    Map<Integer, Database> databases = new ConcurrentHashMap<>();
    Campaign campaign =
        new Campaign(
            "gallery",
            lane ->
                subject(
                    suite,
                    trials.get(0),
                    databases.computeIfAbsent(
                        lane, own -> suite.environment().newDatabase("gallery"))),
            suite.grounds(),
            suite.environment(),
            PATIENCE,
            LANES);
    Countdown countdown = new Countdown(suite.console(), "gallery", trials.size());
    return new Runs(
        campaign.play(trials, TRIES, run -> countdown.one(words(run))).stream()
            .collect(Collectors.toMap(run -> run.trial().id(), Function.identity())));
  }

  private static Subject subject(SuiteRun suite, Trial any, Database database) {
    return new Subject(
        "gallery",
        endpoints -> suite.connecting(Fixtures.gallery(), endpoints),
        any.workload(),
        any.expectation(),
        Fixtures.galleryLedger(database),
        Optional.of(database),
        Map.of());
  }

  private static MutantRecord record(Played played, Runs runs) {
    Mutant mutant = played.mutant();
    TrialRun struck = runs.of(played.struck());
    List<String> foundBy =
        struck.judgement().verdicts().stream()
            .filter(verdict -> verdict.validity() == Validity.INVALID)
            .map(Verdict::checker)
            .distinct()
            .toList();
    return new MutantRecord(
        mutant.id(),
        mutant.mistake(),
        mutant.checker(),
        mutant.revealedBy(),
        struck.complete() && foundBy.contains(mutant.checker()),
        foundBy,
        runs.of(played.free()).judgement().validity().name(),
        struck.judgement().reasons());
  }

  private static String words(TrialRun run) {
    return "%s: %s, %d of %d faults, %d ms %s"
        .formatted(
            run.trial().id(),
            run.judgement().validity(),
            run.struck(),
            run.trial().schedule().faults().size(),
            run.took().toMillis(),
            run.judgement().reasons());
  }
}
