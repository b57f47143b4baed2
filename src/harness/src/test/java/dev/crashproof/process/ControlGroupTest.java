package dev.crashproof.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.history.OpKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlGroupTest extends InARun {

  @BeforeEach
  void whereThereAreGroups() {
    ControlGroup.unavailable().ifPresent(why -> assumeTrue(false, "UNSUPPORTED: " + why));
  }

  @Test
  void theKernelKillsAnIdleJvmForWantOfMemory() throws IOException {
    Child child = java("idle", "100");
    ControlGroup group = ControlGroup.around(run, child);
    assertThat(group.memoryKills()).isZero();

    Death death = group.exhaustMemory();

    assertThat(death.exitCode()).isEqualTo(137);
    assertThat(death.took()).isPositive().isLessThan(SOON);
    assertThat(child.alive()).isFalse();
    assertThat(group.memoryKills()).isEqualTo(1);
    assertThat(recorder.history().ops().stream().skip(2))
        .extracting(op -> op.kind() + " " + op.name())
        .containsExactly("INVOKE exhaust-memory", "INFO exit", "OK exhaust-memory");
    group.close();
    assertThat(group.memoryKills()).isEqualTo(1);
    assertThat(groups()).isEmpty();
  }

  @Test
  void whatItTookInTheGroupIsTakenBackToo() {
    Child child =
        worker(
                "python3",
                "-c",
                "import os, time\n"
                    + "while not os.path.exists('"
                    + temp
                    + "/go'): time.sleep(0.01)\n"
                    + "held = bytearray(100 << 20)\n"
                    + "print('ready', flush=True)\n"
                    + "time.sleep(1000)")
            .start();
    ControlGroup group = ControlGroup.around(run, child);
    touch("go");
    child.awaitReady(Readiness.output("ready"), SOON);

    assertThat(group.exhaustMemory().exitCode()).isEqualTo(137);
    assertThat(group.memoryKills()).isEqualTo(1);
  }

  @Test
  void aBusyProcessIsKilledToo() {
    Child child =
        worker(
                "python3",
                "-c",
                "held = bytearray(50 << 20)\nprint('ready', flush=True)\n"
                    + "while True: held = bytearray(len(held) + 4096)")
            .start();
    child.awaitReady(Readiness.output("ready"), SOON);

    ControlGroup group = ControlGroup.around(run, child);

    assertThat(group.exhaustMemory().exitCode()).isEqualTo(137);
    assertThat(group.memoryKills()).isEqualTo(1);
  }

  @Test
  void aPausedProcessIsKilledToo() {
    Child child = java("paused", "50");
    child.pause();

    ControlGroup group = ControlGroup.around(run, child);

    assertThat(group.exhaustMemory().exitCode()).isEqualTo(137);
    assertThat(group.memoryKills()).isEqualTo(1);
  }

  @Test
  void allOfItDiesOfAWorkerBehindALauncher() {
    Child child =
        readyShell(
            "python3 -c \"import time; print('ready', flush=True); time.sleep(1000)\"; exit 3");

    ControlGroup group = ControlGroup.around(run, child);
    Death death = group.exhaustMemory();

    assertThat(death.exitCode()).isIn(3, 137);
    assertThat(child.alive()).isFalse();
    assertThat(group.memoryKills()).isBetween(1, 2);
  }

  @Test
  void newProcessesOfTheChildStayInTheGroup() throws IOException {
    Child child =
        readyShell(
            "echo ready; while [ ! -e "
                + temp
                + "/go ]; do sleep 0.02; done;"
                + " sleep 1000 & echo $! >"
                + temp
                + "/pid; wait");
    ControlGroup group = ControlGroup.around(run, child);
    touch("go");
    long later = pidIn("pid");

    for (Path directory : groups()) {
      assertThat(new ControlNote(directory, directory).members())
          .contains("" + child.pid(), "" + later);
    }
    group.close();
    assertThat(child.alive()).isTrue();
    assertThat(groups()).isEmpty();
  }

  @Test
  void aLimitOfProcessorTimeIsKeptAndLifted() {
    Child child = readyShell("echo ready; while :; do :; done");
    ControlGroup group = ControlGroup.around(run, child);
    group.limitProcessor(5);

    // A window may begin with what is left of the time before the limit.
    await().atMost(SOON).until(() -> processorShare(child) < 0.2);
    group.lift();
    await().atMost(SOON).until(() -> processorShare(child) > 0.2);

    group.limitProcessor(1);
    assertThat(child.kill().exitCode()).isEqualTo(137);
  }

  @Test
  void theRunClosesItsGroups() throws IOException {
    ControlGroup.around(run, readyShell("echo ready; exec sleep 1000")).limitProcessor(50);
    assertThat(groups()).isNotEmpty();

    run.close();

    assertThat(groups()).isEmpty();
  }

  @Test
  void theDeadHaveNoGroup() throws IOException {
    Child child = worker("true").start();
    child.awaitExit(SOON);

    assertThatThrownBy(() -> ControlGroup.around(run, child))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("had ended before");
    assertThat(groups()).isEmpty();
  }

  @Test
  void whoEndsByItselfWasNotKilled() {
    Child child = readyShell("echo ready; exec sleep 1000");
    ControlGroup group = ControlGroup.around(run, child);
    child.kill();

    assertThatThrownBy(group::exhaustMemory).hasMessageContaining("had ended before");
    assertThat(group.memoryKills()).isZero();
    assertThat(recorder.history().all(op -> op.is(OpKind.OK, "exhaust-memory"))).isEmpty();
  }

  /** Processor time in a window of time, as a share of one processor. */
  private static double processorShare(Child child) throws InterruptedException {
    long time = System.nanoTime();
    long used = processorNanos(child);
    // The window is the measure, not a wait for something to happen.
    Thread.sleep(400);
    return (double) (processorNanos(child) - used) / (System.nanoTime() - time);
  }

  private static long processorNanos(Child child) {
    return ProcessHandle.of(child.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow()
        .toNanos();
  }

  private Child java(String name, String mib) {
    Child child = run.worker(name, jvm(AllocatingWorker.class, mib), recorder).start();
    child.awaitReady(Readiness.output("holding " + mib), SOON);
    return child;
  }

  private void touch(String file) {
    try {
      Files.createFile(temp.resolve(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Path> groups() throws IOException {
    return groups(run.id());
  }

  /** The directories of a run's control groups. */
  static List<Path> groups(String runId) throws IOException {
    ControlPlace place = ControlPlace.find(Path.of("/proc"));
    List<Path> found = new ArrayList<>();
    for (Path parent : List.of(place.memory(), place.processor())) {
      try (Stream<Path> entries = Files.list(parent)) {
        entries
            .filter(entry -> entry.getFileName().toString().contains(runId + "-"))
            .forEach(found::add);
      }
    }
    return found;
  }
}
