package dev.crashproof.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.OpKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A fault counts only where the harness saw it strike. */
class FaultsCheckerTest {
  private final Wires wires = new Wires();

  private void begins(int number, String kind) {
    wires.op(OpKind.INVOKE, "nemesis", "fault", details(number, kind));
  }

  private void strikes(int number, String kind, String... more) {
    Map<String, String> details = new HashMap<>(details(number, kind));
    if (more.length == 2) {
      details.put(more[0], more[1]);
    }
    wires.op(OpKind.OK, "nemesis", "fault", details);
  }

  private static Map<String, String> details(int number, String kind) {
    return Map.of("number", Integer.toString(number), "kind", kind);
  }

  private void kills(int number) {
    begins(number, "kill");
    wires.kill();
    strikes(number, "kill");
  }

  private void closed() {
    wires.op(OpKind.OK, "client", "closed", Map.of());
  }

  private Verdict verdict(String... kinds) {
    return new FaultsChecker(List.of(kinds)).check(new Run().evidence(wires.history()));
  }

  private void assertUnknown(String words, String... kinds) {
    assertThat(verdict(kinds).validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(verdict(kinds).reason()).startsWith("no sample: ").contains(words);
  }

  @Test
  void faultsThatStruckInTheirOrderAreASample() {
    kills(1);
    begins(2, "network-cut");
    strikes(2, "network-cut", "hit", "3");
    closed();

    assertThat(verdict("kill", "network-cut").validity()).isEqualTo(Validity.VALID);
    assertThat(verdict("kill", "network-cut").reason()).isEqualTo("struck: kill, network-cut");
    assertThat(verdict().validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void oneThatDidNotStrikeIsNone() {
    assertUnknown("fault 1, kill, did not strike", "kill");
    begins(1, "kill");
    wires.op(
        OpKind.INFO, "nemesis", "fault", Map.of("number", "1", "why", "the boundary never came"));
    assertUnknown("did not strike: the boundary never came", "kill");
  }

  @Test
  void anotherKindIsNone() {
    kills(1);
    assertUnknown("was of another kind: kill", "pause");
  }

  @Test
  void aSecondThatCameFirstIsNone() {
    kills(2);
    kills(1);
    assertUnknown("fault 2, kill, struck out of order", "kill", "kill");
  }

  @Test
  void aKillWithoutADeathIsNone() {
    begins(1, "kill");
    wires.kill("9", "0");
    strikes(1, "kill");
    assertUnknown("killed nobody", "kill");
  }

  @Test
  void aCutThatHitNothingIsNone() {
    begins(1, "network-cut");
    strikes(1, "network-cut", "hit", "0");
    assertUnknown("hit no message", "network-cut");
    wires.op(
        OpKind.OK, "nemesis", "heal", Map.of("number", "1", "kind", "network-cut", "hit", "2"));
    assertThat(verdict("network-cut").validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void oneAfterTheCloseIsNone() {
    closed();
    kills(1);
    assertUnknown("struck when the workflow had closed", "kill");
  }

  @Test
  void oneAfterTheCloseOfAWorkflowBesideIsASample() {
    for (String workflowId : List.of("wf", "wf-beside")) {
      wires.op(OpKind.INVOKE, "client", "start-workflow", Map.of("workflowId", workflowId));
    }
    wires.op(OpKind.OK, "client", "closed", Map.of("workflowId", "wf-beside"));
    kills(1);
    wires.op(OpKind.OK, "client", "closed", Map.of("workflowId", "wf"));

    assertThat(verdict("kill").validity()).isEqualTo(Validity.VALID);
  }
}
