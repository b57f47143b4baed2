package dev.crashproof.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunTest extends InARun {

  @Test
  void directoriesArePrivate() throws IOException {
    for (Path directory : List.of(base, run.directory())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void closingLeavesNothingAndMayBeRepeated() throws IOException {
    Child child = readyShell("(setsid sleep 1000 &) ; sleep 1000 & echo ready; wait");
    Files.writeString(run.newDirectory("data").resolve("file"), "x");

    run.close();
    run.close();

    assertThat(child.alive()).isFalse();
    try (Stream<Path> left = Files.list(base)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void outputThatTheCallerKeepsSurvives() {
    Path kept = temp.resolve("evidence/logs");
    Child child = run.worker("kept", WorkerCommand.of("echo", "seen"), recorder, kept).start();
    child.awaitExit(SOON);
    run.close();

    assertThat(kept.resolve("kept-1.log")).hasContent("seen");
  }

  @Test
  void whatWasAddedLastIsClosedFirstAndAFailureStopsNothing() {
    List<String> order = new ArrayList<>();
    run.onClose("environment", () -> order.add("environment"));
    WorkerProcess worker = worker("sleep", "1000");
    Child child = worker.start();
    run.onClose(
        "broken",
        () -> {
          order.add("broken, child alive: " + child.alive());
          throw new IOException("device busy");
        });

    assertThatThrownBy(run::close)
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("broken: java.io.IOException: device busy");
    assertThat(order).containsExactly("broken, child alive: true", "environment");
    assertThat(child.alive()).isFalse();
    assertThat(run.directory()).as("by which the next run knows of the broken").exists();
  }

  @Test
  void aClassThatNoLongerLoadsStopsNothing() {
    List<String> order = new ArrayList<>();
    run.onClose("environment", () -> order.add("environment"));
    run.onClose(
        "broken",
        () -> {
          throw new NoClassDefFoundError("gone/From/The/Jar");
        });

    assertThatThrownBy(run::close)
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("gone/From");
    assertThat(order).containsExactly("environment");
  }

  @Test
  void nothingStartsAfterTheClose() {
    WorkerProcess worker = worker("sleep", "1000");
    run.close();

    assertThatThrownBy(worker::start)
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("was closed");
  }

  @Test
  void oneStartAtATime() {
    WorkerProcess worker = worker("sleep", "1000");
    worker.start();

    assertThatThrownBy(worker::start)
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("start 1 still lives");
    worker.kill();
    assertThat(worker.start().number()).isEqualTo(2);
    worker.close();
    worker.close();
    assertThat(worker.child().alive()).isFalse();
  }

  @Test
  void namesAreUniqueAndFitFileNames() {
    worker("true");

    assertThatThrownBy(() -> worker("true")).hasMessageContaining("'worker'");
    assertThatThrownBy(() -> run.worker("a/b", WorkerCommand.of("true"), recorder))
        .hasMessageContaining("'a/b'");
  }

  @Test
  void aDeadStartLeavesNoNote() throws IOException {
    WorkerProcess worker = worker("sleep", "1000");
    worker.start();
    assertThat(GroupNote.readAll(RunFiles.notes(run.directory()))).hasSize(1);

    worker.kill();
    assertThat(GroupNote.readAll(RunFiles.notes(run.directory()))).isEmpty();
  }

  @Test
  void aDirectoryThatOthersMayEnterIsRefused() throws IOException {
    Path open = Files.createDirectory(temp.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThatThrownBy(() -> new RunRegistry(open, List.of()).open())
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining(open.toString())
        .hasMessageContaining("java.io.tmpdir");
  }

  @Test
  void aLinkInPlaceOfTheDirectoryIsRefused() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), base);

    assertThatThrownBy(() -> new RunRegistry(link, List.of()).open())
        .isInstanceOf(ProcessException.class);
  }

  @Test
  void aStartThatCannotBeNotedLeavesNoProcess() throws IOException {
    WorkerProcess worker = worker("sh", "-c", "sleep 1000 & wait");
    RunFiles.deleteTree(RunFiles.notes(run.directory()));

    assertThatThrownBy(worker::start)
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("could not be started");
    assertThat(table.all())
        .noneMatch(
            process ->
                !process.dead()
                    && table.variable(process.pid(), RunMarker.RUN).equals(Optional.of(run.id())));
    assertThat(worker.starts()).isZero();
  }

  @Test
  void anInterruptedThreadStartsKillsAndClosesAllTheSame() {
    WorkerProcess worker = worker("sleep", "1000");
    Thread.currentThread().interrupt();
    try {
      worker.start();
      assertThat(worker.kill().exitCode()).isEqualTo(137);
      worker.start();
      run.close();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(worker.child().alive()).isFalse();
    assertThat(run.directory()).doesNotExist();
  }
}
