package dev.crashproof.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.report.ClaimResult.Verdict;
import dev.crashproof.report.PlannedClaim.Condition;
import dev.crashproof.report.PlannedClaim.Figure;
import dev.crashproof.report.PlannedClaim.Relation;
import dev.crashproof.report.PlannedClaim.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's start-up is 1.1 s at the median, its start RPC 8.5 ms, its recovery 5100 ms. */
class ClaimsTest {
  private static final Condition FAST =
      new Condition(
          "it starts within 2 s",
          Value.of("targets.startup_time.actual"),
          Relation.LESS,
          Value.number(2));
  private static final Condition RECOVERY_ABOVE_RPC =
      new Condition(
          "a recovery takes a thousand starts",
          Value.of("recovery.mid-timer.p50"),
          Relation.AT_LEAST,
          Value.of("supporting.start_rpc.p50").times(1000));
  private static final Condition NO_FIGURE =
      new Condition("nothing is lost", Value.of("no.lost"), Relation.EQUAL, Value.number(0));

  private Path reports;
  private RunDirectory run;

  @BeforeEach
  void create(@TempDir Path directory) {
    reports = directory;
    run = RunDirectory.create(reports, Demo.NOON);
    Demo.saveAll(run, 5100);
  }

  private ClaimResult judge(Condition... conditions) {
    PlannedClaim claim =
        new PlannedClaim(
            "quick",
            "It is quick",
            "page 1",
            List.of(conditions),
            List.of(new Figure("start-up", "targets.startup_time.actual", "s")),
            "DemoTest",
            conditions.length == 0 ? "nobody can measure it" : "");
    run.save(Demo.plan(claim));
    Results results = ReportWriter.write(run, reports, Optional.empty());
    assertThat(Gate.failures(results)).isEmpty();
    return results.claims().get(0);
  }

  @Test
  void allConditionsSeenIsHolds() {
    ClaimResult claim = judge(FAST);

    assertThat(claim.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(claim.reason()).isEqualTo("seen: it starts within 2 s");
    assertThat(claim.conditions().get(0).left()).contains(1.1);
  }

  @Test
  void noneSeenIsDoesNotHold() {
    assertThat(judge(RECOVERY_ABOVE_RPC).verdict()).isEqualTo(Verdict.DOES_NOT_HOLD);
  }

  @Test
  void someSeenIsHoldsPartly() {
    ClaimResult claim = judge(FAST, RECOVERY_ABOVE_RPC);

    assertThat(claim.verdict()).isEqualTo(Verdict.HOLDS_PARTLY);
    assertThat(claim.reason())
        .isEqualTo("seen: it starts within 2 s; not seen: a recovery takes a thousand starts");
  }

  @Test
  void aMissingFigureIsNotMeasuredWhateverElseWasSeen() {
    ClaimResult claim = judge(FAST, NO_FIGURE);

    assertThat(claim.verdict()).isEqualTo(Verdict.NOT_MEASURED);
    assertThat(claim.reason()).isEqualTo("this run has no no.lost");
  }

  @Test
  void noConditionIsNotMeasuredAndSaysWhy() {
    ClaimResult claim = judge();

    assertThat(claim.verdict()).isEqualTo(Verdict.NOT_MEASURED);
    assertThat(claim.reason()).isEqualTo("nobody can measure it");
  }

  @Test
  void noConditionAndNoReasonIsRefused() {
    assertThatThrownBy(() -> new PlannedClaim("x", "X", "", List.of(), List.of(), "", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The claim x has no condition: say why in its note.");
  }

  @Test
  void aMetTargetIsOne() {
    assertThat(
            judge(
                    new Condition(
                        "met",
                        Value.of("targets.startup_time.pass"),
                        Relation.EQUAL,
                        Value.number(1)))
                .verdict())
        .isEqualTo(Verdict.HOLDS);
  }

  @Test
  void thePageTellsVerdictFigureAndTest() throws IOException {
    judge(FAST);

    assertThat(Files.readString(reports.resolve("demo.md")))
        .contains(
            "| It is quick | page 1 | **holds** | start-up 1.10 s | seen: it starts within 2 s |"
                + " `DemoTest` |");
  }
}
