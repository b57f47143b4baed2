package dev.crashproof.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What workers of other languages answer who was asked for a stack trace. */
class ReplayerTest {

  @Test
  void whoKeepsNoStackTracesHasComeThrough() {
    assertThat(Replayer.failed("Workflow stack traces are not enabled on this worker"))
        .isEqualTo(new Replay.Replayed(Optional.empty()));
  }

  @Test
  void whoCouldNotRebuildTheWorkflowHasNot() {
    String told = "[TMPRL1100] Nondeterminism error: no command";

    assertThat(Replayer.failed(told)).isEqualTo(new Replay.Replayed(Optional.of(told)));
  }

  @Test
  void whoHasNoCodeForItHasNotTried() {
    assertThat(Replayer.failed("unknown workflow type Order"))
        .isInstanceOf(Replay.NotReplayed.class);
  }
}
