package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.checker.Validity;
import dev.crashproof.process.Child;
import dev.crashproof.process.ProcessException;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.scenario.Scenario;
import dev.crashproof.scenario.ScenarioRun;
import dev.crashproof.scenario.Stage;
import dev.crashproof.scenario.Stimulus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes wrong is told in a sentence within its bound, and leaves nothing running. */
@ExtendWith(SuiteExtension.class)
@Order(8)
class UnhappyIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void aWorkerThatIsNotThere(SuiteRun suite) {
    assertThatThrownBy(
            () -> suite.process("absent", WorkerCommand.of("/nowhere/crashproof-worker")).start())
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("/nowhere/crashproof-worker");
  }

  @Test
  void aWrongSettingEndsTheWorkerWithTwoAndNamesTheSetting(SuiteRun suite) {
    WorkerCommand command = suite.command("wrong").with("TASK_QUEUE", " ");
    try (WorkerProcess worker = suite.process("wrong", command)) {
      Child child = worker.start();
      assertThat(child.awaitExit(SOON)).isEqualTo(2);
      assertThat(String.join("\n", child.tail(5))).containsIgnoringCase("task");
    }
  }

  @Test
  void aWorkerThatExitsAtOnceIsTakenForWhatItIs(SuiteRun suite) {
    WorkerCommand command = WorkerCommand.of("sh", "-c", "echo 'the disk is full'; exit 7");
    try (WorkerProcess worker = suite.process("exits", command)) {
      Child child = worker.start();
      assertThatThrownBy(() -> child.awaitReady(ready -> false, SOON))
          .isInstanceOf(ProcessException.class)
          .hasMessageContaining("7")
          .hasMessageContaining("the disk is full");
    }
  }

  @Test
  void aWorkerThatNeverGetsReadyShowsItsLastWords(SuiteRun suite) {
    WorkerCommand command = WorkerCommand.of("sh", "-c", "echo 'thinking'; exec sleep 600");
    try (WorkerProcess worker = suite.process("never-ready", command)) {
      Child child = worker.start();
      assertThatThrownBy(
              () ->
                  child.awaitReady(
                      ready -> suite.namespace().polled("never-ready"), Duration.ofSeconds(2)))
          .isInstanceOf(ProcessException.class)
          .hasMessageContaining("thinking");
    }
  }

  @Test
  void aWorkflowThatNeverCompletesIsNeverGreen(SuiteRun suite) {
    ApprovalRun approval = new ApprovalRun("nobody decides", Duration.ofHours(1));
    try (Stage stage = suite.stage("never-completes")) {
      ScenarioRun run =
          new Scenario(
                  approval.on("never-completes"),
                  Optional.empty(),
                  Stimulus.none(),
                  approval.approved().checkers(),
                  Duration.ofSeconds(5))
              .run(stage, "never-completes");
      assertThat(run.judgement().validity()).isNotEqualTo(Validity.VALID);
      assertThat(run.recovery()).isEmpty();
      assertThat(stage.worker().child().alive()).isTrue();
    }
  }
}
