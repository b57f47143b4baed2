package dev.crashproof.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class MemoryTest extends InARun {
  private static final long MIB = 1024 * 1024;

  @Test
  void aKnownAllocationIsSeen() {
    Memory small = holding(1).memory();
    Memory large = holding(101).memory();

    assertThat(large.child().rssBytes() - small.child().rssBytes())
        .isCloseTo(100 * MIB, within(16 * MIB));
    assertThat(large.child().peakBytes()).isGreaterThanOrEqualTo(large.child().rssBytes() - MIB);
    assertThat(large.group().rssBytes()).isCloseTo(large.child().rssBytes(), within(4 * MIB));
  }

  private Child holding(int mib) {
    Child child =
        run.worker("holding-" + mib, jvm(AllocatingWorker.class, "" + mib), recorder).start();
    child.awaitReady(Readiness.output("holding " + mib), SOON);
    return child;
  }

  @Test
  void theGroupIsTheSumOverLauncherAndWork() {
    Child child = readyShell("sleep 1000 & sleep 1000 & echo ready; wait");

    // A process that has just been forked holds next to nothing: it grows as it becomes itself.
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Memory memory = child.memory();
              assertThat(memory.group().rssBytes()).isGreaterThan(memory.child().rssBytes() * 2);
            });
  }

  @Test
  void theDeadHaveNoMemory() {
    Child child = worker("true").start();
    child.awaitExit(SOON);

    assertThatThrownBy(child::memory)
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("has no memory to measure");
  }
}
