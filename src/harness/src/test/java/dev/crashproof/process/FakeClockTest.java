package dev.crashproof.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeClockTest extends InARun {
  private static final long HOUR = 3600;

  private static final String PYTHON =
      """
      import threading, time
      never = threading.Event()
      while not never.wait(0.02):
        print('wall', int(time.time()), 'monotonic', int(time.monotonic()), flush=True)
      """;

  @BeforeEach
  void whereThereIsTheLibrary() {
    FakeClock.unavailable().ifPresent(why -> assumeTrue(false, "UNSUPPORTED: " + why));
  }

  @Test
  void aJvmsWallClockMovesAndItsMonotonicOneDoesNot() {
    movesToAndFro(jvm(WallClockFixture.class));
  }

  @Test
  void aPythonProgramsWallClockMovesAndItsMonotonicOneDoesNot() {
    movesToAndFro(WorkerCommand.of("python3", "-c", PYTHON));
  }

  private void movesToAndFro(WorkerCommand command) {
    FakeClock clock = FakeClock.in(temp);
    Child child = run.worker("clock", clock.on(command), recorder).start();
    child.awaitReady(Readiness.output("wall"), SOON);
    long startedWall = System.currentTimeMillis() / 1000;
    long[] before = reading(child);
    assertThat(before[0]).isCloseTo(startedWall, within(10L));

    clock.skew(Duration.ofHours(1));
    awaitAhead(child, HOUR);
    clock.skew(Duration.ofHours(-1));
    awaitAhead(child, -HOUR);
    clock.restore();
    awaitAhead(child, 0);

    long passed = System.currentTimeMillis() / 1000 - startedWall;
    assertThat(reading(child)[1] - before[1]).isBetween(0L, passed + 2);
    // Its timed waits have gone on all the while: it still prints.
    int lines = child.tail(Integer.MAX_VALUE).size();
    await().atMost(SOON).until(() -> child.tail(Integer.MAX_VALUE).size() > lines + 5);
  }

  private static void awaitAhead(Child child, long seconds) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(reading(child)[0] - System.currentTimeMillis() / 1000)
                    .isCloseTo(seconds, within(10L)));
  }

  /** The last whole line: the wall clock's seconds and the monotonic one's. */
  private static long[] reading(Child child) {
    List<String> lines = child.tail(2);
    String[] words = lines.get(0).split(" ", -1);
    return new long[] {Long.parseLong(words[1]), Long.parseLong(words[3])};
  }

  @Test
  void whoIsStartedLaterReadsTheMovedClock() {
    FakeClock clock = FakeClock.in(temp);
    clock.skew(Duration.ofMinutes(90));

    Child child = run.worker("date", clock.on(WorkerCommand.of("date", "+%s")), recorder).start();
    child.awaitExit(SOON);

    assertThat(Long.parseLong(child.tail(1).get(0)) - System.currentTimeMillis() / 1000)
        .isCloseTo(5400, within(10L));
  }

  @Test
  void filesKeepTheirTimes() throws IOException {
    FakeClock clock = FakeClock.in(temp);
    clock.skew(Duration.ofDays(1));
    String file = Files.createFile(temp.resolve("file")).toString();

    Child child =
        run.worker("stat", clock.on(WorkerCommand.of("stat", "-c", "%Y", file)), recorder).start();
    child.awaitExit(SOON);

    assertThat(Long.parseLong(child.tail(1).get(0)))
        .isEqualTo(Files.getLastModifiedTime(temp.resolve("file")).toMillis() / 1000);
  }

  @Test
  void whatElseIsLoadedStaysLoaded() {
    WorkerCommand command =
        FakeClock.in(temp).on(WorkerCommand.of("true").with("LD_PRELOAD", "other.so"));

    assertThat(command.added().get("LD_PRELOAD")).endsWith("libfaketimeMT.so.1:other.so");
    assertThat(command.added()).containsAllEntriesOf(Map.of("FAKETIME_DONT_FAKE_MONOTONIC", "1"));
  }
}
