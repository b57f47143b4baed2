package dev.crashproof.suite;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.environment.SmallVolume;
import dev.crashproof.report.TrialRecord;
import dev.crashproof.trial.TrialRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every kind of fault, one at a time, on the worker of the ADR. A run of normal depth has one of
 * each sort; {@code -Dcrashproof.depth=full} has all, {@code -Dcrashproof.fault=…} those whose ids
 * have it in them.
 */
@ExtendWith(SuiteExtension.class)
@Tag("any-backend")
@Order(8)
class FaultsIT {
  private static final int LANES = 8;
  private static final int TRIES = 2;
  private static final Chosen CHOSEN = Chosen.having("crashproof.fault");

  @TestFactory
  Stream<DynamicTest> eachFaultIsSurvived(SuiteRun suite) {
    assumeTrue(suite.depth().faults() != Share.NONE, "left out at this depth");
    assumeTrue(suite.sticky(), "UNSUPPORTED: faults need a real Temporal server");
    return play(
        suite,
        new Trials(suite, "faults", LANES),
        chosen(suite.depth().faults(), FaultTrials.all()));
  }

  @TestFactory
  Stream<DynamicTest> fullDiskIsSurvived(SuiteRun suite) {
    assumeTrue(suite.depth().faults() != Share.NONE, "left out at this depth");
    assumeTrue(suite.sticky(), "UNSUPPORTED: faults need a real Temporal server");
    // Whoever has tables on the volume meets the fault, so that nobody else has.
    Trials trials =
        suite.environment() instanceof SmallVolume volume
            ? new Trials(suite, "disk", 1, () -> volume.newDatabaseOnSmallVolume("disk"))
            : new Trials(suite, "disk", 1);
    return play(suite, trials, chosen(suite.depth().faults(), List.of(FaultTrials.diskFull())));
  }

  private static List<FaultTrial> chosen(Share share, List<FaultTrial> own) {
    // Of both factories: what one of them has not may be the other's.
    CHOSEN.check(
        Stream.of(FaultTrials.all(), List.of(FaultTrials.diskFull()))
            .flatMap(all -> ofDepth(share, all))
            .map(FaultTrial::id)
            .toList());
    return ofDepth(share, own).filter(t -> CHOSEN.has(t.id())).toList();
  }

  private static Stream<FaultTrial> ofDepth(Share share, List<FaultTrial> all) {
    return all.stream().filter(t -> share == Share.ALL || (share == Share.SOME && t.normal()));
  }

  private static Stream<DynamicTest> play(SuiteRun suite, Trials trials, List<FaultTrial> chosen) {
    TrialTests tests = new TrialTests();
    List<FaultTrial> played = new ArrayList<>();
    for (FaultTrial fault : chosen) {
      Optional<String> why = trials.unsupported(fault.trial());
      why.ifPresent(
          clause -> {
            suite.console().step("%s is UNSUPPORTED: %s".formatted(fault.id(), clause));
            suite.facts().save(TrialFacts.unsupported(TrialRecord.FAULTS, fault.trial(), clause));
            tests.unsupported(fault.trial(), clause);
          });
      if (why.isEmpty()) {
        played.add(fault);
      }
    }
    List<TrialRun> proven = new ArrayList<>();
    for (TrialRun run : trials.play(played.stream().map(FaultTrial::trial).toList(), TRIES)) {
      FaultTrial fault =
          played.stream().filter(f -> f.id().equals(run.trial().id())).findFirst().orElseThrow();
      proven.add(fault.proven(run));
    }
    proven.forEach(run -> TrialFacts.save(suite, TrialRecord.FAULTS, run));
    tests.played(proven);
    return tests.all();
  }
}
