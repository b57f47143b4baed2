package dev.crashproof.history.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private final Recorder recorder = new Recorder();

  private void starts(String workflowId) {
    recorder.record(OpKind.INVOKE, "client", "start-workflow", Map.of("workflowId", workflowId));
  }

  private Op closes(String workflowId) {
    return recorder.record(OpKind.OK, "client", "closed", Map.of("workflowId", workflowId));
  }

  private void kill() {
    recorder.record(OpKind.INVOKE, "worker", "kill", Map.of("start", "1"));
    recorder.record(OpKind.OK, "worker", "kill", Map.of("start", "1"));
  }

  @Test
  void itIsOverWhenTheLastWorkflowHasClosed() {
    starts("order");
    starts("order-beside");
    closes("order-beside");
    kill();
    assertThat(Recovery.closedIn(recorder.history())).isEmpty();

    Op last = closes("order");

    assertThat(Recovery.closedIn(recorder.history())).contains(last);
    Recovery recovery = Recovery.of(recorder.history(), "order").orElseThrow();
    assertThat(recovery.closed()).contains(last);
    assertThat(recovery.kills()).hasSize(1);
  }

  @Test
  void itIsNotOverWhileAWorkflowBesideIsOpen() {
    starts("order");
    starts("order-beside");
    kill();
    closes("order");

    assertThat(Recovery.closedIn(recorder.history())).isEmpty();
  }

  @Test
  void aCloseThatNamesNoWorkflowStandsForAll() {
    starts("order");
    Op closed = recorder.record(OpKind.OK, "client", "closed", Map.of("event", "Completed"));

    assertThat(Recovery.closedIn(recorder.history())).contains(closed);
  }
}
