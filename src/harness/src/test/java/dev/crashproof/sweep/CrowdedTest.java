package dev.crashproof.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.boundary.PlannedBoundary;
import dev.crashproof.ledger.Ledger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CrowdedTest {
  private static final Verdict SLOW = Verdict.invalid("recovery-bound", "closed too late");
  private static final Verdict IN_TIME = Verdict.valid("recovery-bound", "closed in time");
  private static final Verdict FOUND = Verdict.valid("result", "as expected");
  private static final Verdict LOST = Verdict.invalid("lost", "an effect is missing");

  /** As long as it is so, a machine twice as busy would explain the time. */
  private Verdict leniently = IN_TIME;

  private Crowded crowded(int lanes, int boundaries) {
    return new Crowded(
        lanes,
        boundaries,
        new Checker() {
          @Override
          public String name() {
            return "recovery-bound";
          }

          @Override
          public Verdict check(Evidence evidence) {
            return leniently;
          }
        });
  }

  private static PointResult point(int number, int tries, Verdict... verdicts) {
    Evidence evidence =
        new Evidence(
            new Recorder().history(),
            new EventHistory("order", "run", List.of()),
            Ledger.empty(),
            Optional.empty());
    return PointResult.of(
        number,
        new PlannedBoundary(Boundary.idle(), Optional.empty(), true, Set.of()),
        tries,
        new PointRun(
            "order",
            Optional.empty(),
            evidence,
            new Judgement(List.of(verdicts)),
            Optional.empty()));
  }

  @Test
  void aPointThatOnlyTookLongIsStruckAgain() {
    Crowded crowded = crowded(6, 30);

    assertThat(crowded.takes(point(1, 1, FOUND, SLOW))).isTrue();
    assertThat(crowded.takes(point(2, 1, FOUND, IN_TIME))).isFalse();
    assertThat(crowded.takes(point(3, 1, LOST, SLOW))).isFalse();
    assertThat(crowded.takes(point(4, 1, LOST, IN_TIME))).isFalse();
    assertThat(crowded.points()).extracting(PointResult::number).containsExactly(1);
  }

  @Test
  void whatItTookAmongOthersStaysInItsVerdict() {
    Crowded crowded = crowded(6, 30);
    PointResult slow = point(1, 1, FOUND, SLOW);
    crowded.takes(slow);

    PointResult settled = crowded.settled(slow, point(1, 2, FOUND, IN_TIME));

    assertThat(settled.validity()).isEqualTo(Validity.VALID);
    assertThat(settled.tries()).isEqualTo(2);
    assertThat(settled.run().orElseThrow().judgement().verdicts())
        .extracting(Verdict::reason)
        .containsExactly(
            "as expected", "closed in time; that is alone: in 6 lanes, closed too late");
    assertThat(crowded.points()).isEmpty();
  }

  @Test
  void whoIsSlowAloneTooIsInvalid() {
    Crowded crowded = crowded(6, 30);
    PointResult slow = point(1, 1, SLOW);
    crowded.takes(slow);

    assertThat(crowded.settled(slow, point(1, 2, SLOW)).validity()).isEqualTo(Validity.INVALID);
  }

  @Test
  void ofManyTheLanesAreNotTheCause() {
    Crowded crowded = crowded(6, 50);
    for (int number = 1; number <= 5; number++) {
      crowded.takes(point(number, 1, SLOW));
    }
    assertThat(crowded.tooMany()).isEmpty();

    crowded.takes(point(6, 1, SLOW));
    assertThat(crowded.tooMany()).hasSize(6);
    assertThat(crowded.points()).isEmpty();
  }

  @Test
  void whatNoBusyMachineExplainsCountsAsItIs() {
    leniently = SLOW;

    assertThat(crowded(6, 30).takes(point(1, 1, SLOW))).isFalse();
  }

  @Test
  void nobodyIsCrowdedInOneLane() {
    assertThat(crowded(1, 30).takes(point(1, 1, SLOW))).isFalse();
  }
}
