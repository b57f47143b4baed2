package dev.crashproof.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * When a child is started anew, after which pause, and with what the supervisor ends. The children
 * are shell scripts that count their lives; the clock and the pauses are the test's.
 */
@Timeout(60)
class SupervisorTest {
  @TempDir private Path folder = Path.of("");
  private final AtomicLong clock = new AtomicLong();
  private final List<Long> pauses = new ArrayList<>();

  /** A script that knows which life it is, from 1 on. */
  private Supervisor.Builder script(String text) throws IOException {
    Path script = folder.resolve("child");
    Files.writeString(
        script,
        "#!/bin/sh\necho >>\"%s\"\nlife=$(wc -l <\"%s\")\n%s\n"
            .formatted(folder.resolve("lives"), folder.resolve("lives"), text));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return Supervisor.of(List.of(script.toString()))
        .timed(clock::get, (pause, told) -> !pauses.add(pause.toMillis()));
  }

  private long lives() throws IOException {
    return Files.readAllLines(folder.resolve("lives")).size();
  }

  @Test
  void aChildThatIsDoneEndsIt() throws Exception {
    assertThat(script("exit 0").build().run()).isZero();
    assertThat(lives()).isOne();
  }

  @Test
  void aFinalExitCodeEndsItAndIsPassedOn() throws Exception {
    assertThat(script("exit 4").endingWith(Set.of(2, 4)).build().run()).isEqualTo(4);
    assertThat(lives()).isOne();
  }

  @Test
  void anExitCodeThatAStartMayMendIsFollowedByOneAtOnce() throws Exception {
    assertThat(script("[ $life = 2 ] || exit 3").endingWith(Set.of(2)).build().run()).isZero();
    assertThat(lives()).isEqualTo(2);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aDeathBySignalIsFollowedByAStartAtOnce() throws Exception {
    assertThat(script("[ $life = 2 ] || kill -9 $$").build().run()).isZero();
    assertThat(lives()).isEqualTo(2);
    assertThat(pauses).isEmpty();
  }

  @Test
  void shortLivesAreFollowedByGrowingPauses() throws Exception {
    assertThat(script("[ $life = 5 ] || exit 1").build().run()).isZero();
    assertThat(pauses).containsExactly(250L, 500L, 1000L);
  }

  @Test
  void lifeIsMeasuredByTheClock() throws Exception {
    long life = Duration.ofMinutes(1).toNanos();
    Supervisor.Builder builder = script("[ $life = 5 ] || exit 1");

    int code =
        builder
            .timed(
                () -> clock.getAndAdd(life),
                (pause, told) -> {
                  throw new AssertionError("lives of a minute are not short");
                })
            .build()
            .run();

    assertThat(code).isZero();
    assertThat(lives()).isEqualTo(5);
  }

  @Test
  void theFirstStartFailsInASentence() throws Exception {
    Path nothing = folder.resolve("nothing");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Supervisor.of(List.of(nothing.toString())).build().run())
        .withMessage(
            "%s can't be started: there is no such program that this user may execute, so name one"
                + " that there is",
            nothing);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Supervisor.of(List.of("no-such-program")).build().run())
        .withMessageStartingWith("no-such-program can't be started");
    assertThatIllegalArgumentException().isThrownBy(() -> Supervisor.of(List.of()));
  }

  @Test
  void aProgramThatIsAwayAtALaterStartIsTriedAgain() throws Exception {
    Path child = folder.resolve("child");
    Path away = folder.resolve("away");
    Supervisor supervisor =
        script("[ $life = 2 ] || { mv \"%s\" \"%s\"; exit 1; }".formatted(child, away))
            .timed(
                clock::get,
                (pause, told) -> {
                  pauses.add(pause.toMillis());
                  if (pauses.size() == 2) {
                    rename(away, child);
                  }
                  return false;
                })
            .build();

    assertThat(supervisor.run()).isZero();
    assertThat(lives()).isEqualTo(2);
    assertThat(pauses).containsExactly(250L, 500L);
  }

  @Test
  void toldToStopInAPauseItStartsNobody() throws Exception {
    CountDownLatch pausing = new CountDownLatch(1);
    Supervisor supervisor =
        script("exit 1")
            .timed(
                clock::get,
                (pause, told) -> {
                  pausing.countDown();
                  told.await();
                  return true;
                })
            .build();
    CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> run(supervisor));
    pausing.await();

    assertThat(supervisor.stop()).isZero();

    assertThat(code.join()).isZero();
    assertThat(lives()).isEqualTo(2);
  }

  @Test
  void toldToStopBeforeItBeganItStartsNobody() throws Exception {
    Supervisor supervisor = script("exit 1").build();

    assertThat(supervisor.stop()).isZero();

    assertThat(supervisor.run()).isZero();
    assertThat(folder.resolve("lives")).doesNotExist();
  }

  private static int run(Supervisor supervisor) {
    try {
      return supervisor.run();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void rename(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
