package dev.crashproof.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What holds of a workload's run on any server. */
@Timeout(60)
abstract class WorkloadRunContract {
  static final String QUEUE = "errands";
  static final Duration BOUND = Duration.ofSeconds(20);

  private final Recorder recorder = new Recorder();

  /** The namespace in which they run. */
  abstract TemporalNamespace namespace();

  @Test
  void actsGoOutInTheirOrderAndTheirAnswersAreRecorded(TestInfo test) {
    Workload workload =
        errand("wait")
            .with(OutsideAct.query("state").when(Cue.timerStarted(1)))
            .with(
                OutsideAct.signal("go", TextNode.valueOf("home")).when(Cue.event("TimerFired", 1)))
            .with(
                OutsideAct.update("approve", TextNode.valueOf(""))
                    .labelled("by nobody")
                    .when(Cue.after("signal go")))
            .with(
                OutsideAct.update("approve", TextNode.valueOf("ada")).when(Cue.after("by nobody")))
            .with(OutsideAct.query("state").labelled("never").when(Cue.timerStarted(2)));

    try (WorkloadRun run = run(workload, test)) {
      Completion completion = run.awaitClosed(BOUND).orElseThrow();

      assertThat(completion.result()).contains("\"home by ada\"");
      assertThat(run.eventHistory().closing()).contains(completion.event());
      assertThat(run.others()).isEmpty();
      assertThat(run.waitingActs()).extracting(OutsideAct::label).containsExactly("never");
      assertThat(ops())
          .containsExactlyInAnyOrder(
              "INVOKE start-workflow",
              "OK start-workflow",
              "INVOKE query state",
              "OK query state",
              "INVOKE signal go",
              "OK signal go",
              "INVOKE update by nobody",
              "INFO update by nobody",
              "INVOKE update approve",
              "OK update approve",
              "OK closed");
      assertThat(answer("update approve")).isEqualTo("\"approved by ada\"");
      assertThat(answer("query state")).startsWith("\"where ");
    }
  }

  @Test
  void anActWhoseWorkflowHasClosedIsRefused(TestInfo test) {
    Workload workload =
        errand("quick")
            .with(
                OutsideAct.signal("go", TextNode.valueOf("home"))
                    .when(Cue.event("WorkflowExecutionCompleted", 1)))
            .with(OutsideAct.query("state").when(Cue.event("WorkflowExecutionCompleted", 1)));

    try (WorkloadRun run = run(workload, test)) {
      assertThat(run.awaitClosed(BOUND)).isPresent();
      assertThat(ops()).contains("FAIL signal go", "OK query state");
    }
  }

  @Test
  void aWorkflowIsFollowedToItsLastRun(TestInfo test) {
    Workload workload =
        errand("again")
            .with(
                OutsideAct.signal("go", TextNode.valueOf("far"))
                    .when(Cue.event("WorkflowExecutionContinuedAsNew", 1)))
            .with(
                OutsideAct.update("approve", TextNode.valueOf("bob")).when(Cue.after("signal go")));

    try (WorkloadRun run = run(workload, test)) {
      Completion completion = run.awaitClosed(BOUND).orElseThrow();

      assertThat(completion.result()).contains("\"far by bob\"");
      assertThat(run.eventHistory().runId()).isEqualTo(run.run().runId());
      assertThat(run.eventHistory().closing().orElseThrow().type())
          .isEqualTo("WorkflowExecutionContinuedAsNew");
      assertThat(run.chain()).hasSize(2);
      assertThat(run.others()).containsExactly(run.chain().get(1));
      assertThat(run.chain().get(1).runId()).isEqualTo(run.latestRun().runId());
    }
  }

  @Test
  void childrenAndWorkflowsBesideAreRead(TestInfo test) {
    Workload workload = errand("parent").beside(errand("quick")).beside(errand("parent"));

    try (WorkloadRun run = run(workload, test)) {
      String id = run.run().workflowId();
      assertThat(run.awaitClosed(BOUND)).isPresent();

      assertThat(run.others())
          .extracting(EventHistory::workflowId)
          .containsExactly(id + "/child", id + "-2", id + "-3", id + "-3/child");
      assertThat(run.others()).allMatch(other -> other.closing().isPresent());
      assertThat(run.completions())
          .extracting(completion -> completion.flatMap(Completion::result).orElse(""))
          .containsExactly("\"child: quick\"", "\"quick\"", "\"child: quick\"");
    }
  }

  @Test
  void aWorkflowThatStandsIsGivenUpAndSaysWhy(TestInfo test) {
    Workload workload = errand("never").with(OutsideAct.query("state").when(Cue.timerStarted(1)));

    try (WorkloadRun run = run(workload, test)) {
      await()
          .atMost(BOUND)
          .until(() -> run.eventHistory().first(e -> e.is("WorkflowTaskCompleted")).isPresent());
      assertThat(run.awaitClosed(Duration.ofMillis(300))).isEmpty();
      assertThat(run.over()).isFalse();
      assertThat(run.dump())
          .contains("is open after event")
          .contains("WorkflowTaskCompleted")
          .contains("never sent: query state, when TimerStarted number 1");

      run.terminate("it is enough");
      assertThat(run.awaitClosed(BOUND).orElseThrow().event().type())
          .isEqualTo("WorkflowExecutionTerminated");
    }
  }

  @Test
  void timeIsUpHoweverWellItGoes(TestInfo test) {
    try (WorkloadRun run = run(errand("never"), test)) {
      assertThat(run.awaitClosed(BOUND, Duration.ofMillis(200))).isEqualTo(Optional.empty());
      run.terminate("it is enough");
    }
  }

  private static Workload errand(String what) {
    return Workload.of("Errand", TextNode.valueOf(what));
  }

  private WorkloadRun run(Workload workload, TestInfo test) {
    return WorkloadRun.start(
        namespace(), workload, test.getTestMethod().orElseThrow().getName(), QUEUE, recorder);
  }

  private List<String> ops() {
    return recorder.history().ops().stream()
        .map(op -> op.kind() + " " + op.detail("act").map(act -> label(op, act)).orElse(op.name()))
        .toList();
  }

  private static String label(Op op, String act) {
    return act.startsWith(op.name()) ? act : op.name() + " " + act;
  }

  private String answer(String act) {
    return recorder
        .history()
        .first(op -> op.kind() == OpKind.OK && op.detail("act").filter(act::equals).isPresent())
        .flatMap(op -> op.detail("result"))
        .orElseThrow();
  }
}
