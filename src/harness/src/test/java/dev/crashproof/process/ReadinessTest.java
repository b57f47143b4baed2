package dev.crashproof.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadinessTest extends InARun {

  @Test
  void aLineOfOutputMakesReady() {
    Child child = worker("sh", "-c", "echo polling queue default; exec sleep 1000").start();

    child.awaitReady(Readiness.output("polling \\w+ default"), SOON);

    assertThat(child.alive()).isTrue();
  }

  @Test
  void anyConditionOfTheCallersMakesReady() {
    Child child = worker("sh", "-c", "echo >" + temp + "/up; exec sleep 1000").start();

    child.awaitReady(c -> Files.exists(temp.resolve("up")), SOON);
  }

  @Test
  void aChildThatExitsFailsAtOnceWithItsLastLines() {
    Child child = worker("sh", "-c", "echo no such namespace >&2; exit 2").start();
    long from = System.nanoTime();

    assertThatThrownBy(() -> child.awaitReady(c -> false, Duration.ofMinutes(5)))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("worker (start 1, process ")
        .hasMessageContaining("ended before it was ready, with exit code 2")
        .hasMessageContaining("worker-1.log")
        .hasMessageContaining("no such namespace");
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(SOON);
  }

  @Test
  void aChildThatWasReadyAndIsDeadIsNotReady() {
    Child child = worker("sh", "-c", "echo ready").start();
    child.awaitExit(SOON);

    assertThatThrownBy(() -> child.awaitReady(Readiness.output("ready"), SOON))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("exit code 0");
  }

  @Test
  void timeRunsOutWithTheLastLinesAndTheReason() {
    Child child = worker("sh", "-c", "echo waiting for the server; exec sleep 1000").start();
    Readiness refused =
        c -> {
          throw new IllegalStateException("connection refused");
        };

    assertThatThrownBy(() -> child.awaitReady(refused, Duration.ofMillis(200)))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("was not ready within PT0.2S")
        .hasMessageContaining("connection refused")
        .hasMessageContaining("waiting for the server");
    assertThat(child.alive()).isTrue();
  }

  @Test
  void aSilentChildIsSaidToBeSilent() {
    Child child = worker("false").start();

    assertThatThrownBy(() -> child.awaitReady(c -> false, SOON))
        .hasMessageContaining("it printed nothing");
  }
}
