package dev.crashproof.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crashproof.history.Op;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildTest extends InARun {

  @Test
  void leadsAGroupOfItsOwn() {
    Child child = readyShell("echo ready; exec sleep 1000");

    assertThat(table.find(child.pid()).orElseThrow().group()).isEqualTo(child.pid());
    assertThat(child.alive()).isTrue();
    assertThat(child.paused()).isFalse();
    assertThat(child.exitCode()).isEmpty();
  }

  @Test
  void killReturnsWhenTheWholeGroupIsDeadAndKeepsTheProof() {
    Child child = readyShell("sleep 1000 & echo $! >" + temp + "/pid; echo ready; wait");
    long grandchild = pidIn("pid");

    Death death = child.kill();

    assertThat(lives(child.pid())).isFalse();
    assertThat(lives(grandchild)).isFalse();
    assertThat(child.alive()).isFalse();
    assertThat(death.signal()).isEqualTo(9);
    assertThat(death.exitCode()).isEqualTo(137);
    assertThat(child.exitCode()).hasValue(137);
    assertThat(death.took()).isPositive().isLessThan(SOON);
  }

  @Test
  void killImmediatelyAfterStartFindsTheGroup() {
    WorkerProcess worker = worker("sleep", "1000");
    for (int i = 0; i < 20; i++) {
      Child child = worker.start();
      assertThat(Posix.local().groupOf(child.pid())).isEqualTo(child.pid());
      assertThat(child.kill().exitCode()).isEqualTo(137);
      assertThat(lives(child.pid())).isFalse();
    }
    assertThat(worker.starts()).isEqualTo(20);
  }

  @Test
  void everythingThatHappensIsAnOpInOrder() {
    Child child = readyShell("echo ready; exec sleep 1000");
    child.pause();
    child.resume();
    Death death = child.kill();

    List<Op> ops = recorder.history().ops();
    assertThat(ops)
        .extracting(op -> op.kind() + " " + op.process() + " " + op.name())
        .containsExactly(
            "INVOKE worker start",
            "OK worker start",
            "INVOKE worker pause",
            "OK worker pause",
            "INVOKE worker resume",
            "OK worker resume",
            "INVOKE worker kill",
            "INFO worker exit",
            "OK worker kill");
    assertThat(ops.get(0).nanos()).isEqualTo(child.startedNanos());
    assertThat(ops.get(6).nanos()).isEqualTo(death.signalNanos());
    assertThat(ops.get(7).details()).containsEntry("code", "137").containsEntry("start", "1");
    assertThat(ops.get(8).nanos()).isEqualTo(death.emptyNanos());
  }

  @Test
  void aKillThatStrikesNobodyIsAnError() {
    Child child = worker("sh", "-c", "echo done; exit 3").start();
    assertThat(child.awaitExit(SOON)).isEqualTo(3);

    assertThatThrownBy(child::kill)
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("had ended before")
        .hasMessageContaining("exit code 3")
        .hasMessageContaining("done");
    assertThat(recorder.history().all(op -> op.name().equals("kill"))).isEmpty();
  }

  @Test
  void aPausedChildStandsStillUntilResumed() {
    Child child = readyShell("sleep 1000 & echo ready; wait");
    child.pause();
    assertThat(child.paused()).isTrue();
    assertThat(child.alive()).isTrue();

    child.resume();
    assertThat(child.paused()).isFalse();
  }

  @Test
  void aPausedChildCanBeKilled() {
    Child child = readyShell("sleep 1000 & echo ready; wait");
    child.pause();

    assertThat(child.kill().exitCode()).isEqualTo(137);
  }

  @Test
  void terminateReachesTheWholeGroupAndWaitsForNobody() {
    Child child =
        readyShell(
            "sh -c 'trap \"echo drained; exit 0\" TERM; echo ready; while :; do sleep 0.02; done' &"
                + " trap 'wait; exit 7' TERM; wait");
    child.terminate();

    assertThat(child.awaitExit(SOON)).isEqualTo(7);
    assertThat(child.tail(1)).containsExactly("drained");
  }

  @Test
  void aChildThatIgnoresTerminateOutlivesItsBoundButNotAKill() {
    Child child = readyShell("trap '' TERM; echo ready; while :; do sleep 1; done");
    child.terminate();

    assertThatThrownBy(() -> child.awaitExit(Duration.ofMillis(50)))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("has not ended within PT0.05S");
    assertThat(child.kill().exitCode()).isEqualTo(137);
  }

  @Test
  void aLauncherThatExitsLeavesAChildThatIsAliveAndCanBeKilled() {
    Child child = worker("sh", "-c", "sleep 1000 & echo $! >" + temp + "/pid").start();
    long work = pidIn("pid");
    await().until(() -> child.exitCode().isPresent());

    assertThat(child.alive()).isTrue();
    Death death = child.kill();

    assertThat(death.exitCode()).isZero();
    assertThat(lives(work)).isFalse();
    assertThat(child.alive()).isFalse();
  }

  @Test
  void whoLeavesTheGroupIsKilledAllTheSame() {
    Child child =
        worker(
                "sh",
                "-c",
                "(setsid sh -c 'echo $$ >" + temp + "/pid; exec sleep 1000' &); exec sleep 1000")
            .start();
    long stray = pidIn("pid");
    assertThat(table.find(stray).orElseThrow().group()).isNotEqualTo(child.pid());

    child.kill();

    assertThat(lives(stray)).isFalse();
  }

  @Test
  void whoLeavesTheGroupAndForgetsItsMarkIsKnownAsADescendant() {
    Child child =
        worker(
                "sh",
                "-c",
                "env -i setsid sh -c 'echo $$ >" + temp + "/pid; exec sleep 1000' & wait")
            .start();
    long stray = pidIn("pid");

    child.kill();

    assertThat(lives(stray)).isFalse();
  }

  @Test
  void aZombieThatNobodyReapsDoesNotHoldUpAKill() {
    // The zombie is of the group; its parent has left the group, its mark and its ancestors, lives
    // on, and does not wait for it.
    Child child =
        readyShell(
            "(env -u CRASHPROOF_RUN -u CRASHPROOF_CHILD sh -c 'sleep 1000 & echo $! >"
                + temp
                + "/zombie; echo $$ >"
                + temp
                + "/parent; exec setsid sleep 1000' &); echo ready; exec sleep 1000");
    long zombie = pidIn("zombie");
    long parent = pidIn("parent");
    try {
      await().until(() -> table.find(parent).orElseThrow().group() == parent);
      Posix.local().signalProcess(zombie, Signal.KILL);
      await().until(() -> table.find(zombie).orElseThrow().dead());

      assertThat(child.kill().exitCode()).isEqualTo(137);

      assertThat(table.find(zombie).orElseThrow().group()).isEqualTo(child.pid());
      assertThat(lives(parent)).isTrue();
    } finally {
      Posix.local().signalProcess(parent, Signal.KILL);
    }
  }

  @Test
  void outputIsKeptPerStart() {
    WorkerProcess worker = worker("sh", "-c", "echo out; echo err >&2; printf unfinished");
    Child first = worker.start();
    first.awaitExit(SOON);
    Child second = worker.start();
    second.awaitExit(SOON);

    assertThat(first.output().getFileName()).hasToString("worker-1.log");
    assertThat(second.output().getFileName()).hasToString("worker-2.log");
    assertThat(first.tail(10)).containsExactly("out", "err", "unfinished");
    assertThat(first.tail(1)).containsExactly("unfinished");
  }

  @Test
  void thousandsOfLinesLeaveTheirTail() {
    Child child =
        worker("sh", "-c", "i=0; while [ $i -lt 30000 ]; do i=$((i+1)); echo line $i; done")
            .start();
    child.awaitExit(SOON);

    assertThat(child.tail(2)).containsExactly("line 29999", "line 30000");
  }
}
