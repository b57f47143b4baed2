package dev.crashproof.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a harness leaves that is killed with -9, and who ends it. */
class LeftoversTest extends InARun {
  private Path theirs;
  private final List<String> cleaned = new ArrayList<>();

  @BeforeEach
  void otherBase() {
    theirs = temp.resolve("theirs");
  }

  @AfterEach
  void leaveNothing() {
    registry().reap();
  }

  private RunRegistry registry(LeftoverCleaner... cleaners) {
    return new RunRegistry(theirs, List.of(cleaners));
  }

  @Test
  void aKilledHarnessLeavesNothingAfterTheNextStart() throws IOException {
    String runId = killedHarness();
    Set<Long> orphans = marked(runId);
    assertThat(orphans).hasSizeGreaterThanOrEqualTo(5);
    boolean grouped = ControlGroup.unavailable().isEmpty();
    assertThat(!grouped || !ControlGroupTest.groups(runId).isEmpty()).isTrue();
    Set<Long> unmarked = membersOf(groupOfUnmarked(runId));
    assertThat(unmarked).hasSize(2);

    Run next = registry((id, directory) -> cleaned.add(id + " " + Files.exists(directory))).open();

    assertThat(marked(runId)).isEmpty();
    assertThat(orphans).noneMatch(this::lives);
    assertThat(unmarked).noneMatch(this::lives);
    assertThat(grouped && !ControlGroupTest.groups(runId).isEmpty()).isFalse();
    assertThat(cleaned).containsExactly(runId + " true");
    assertThat(entries()).containsExactlyInAnyOrder(next.id(), next.id() + ".lock");
    next.close();
    assertThat(entries()).isEmpty();
  }

  @Test
  void aHarnessThatEndsWithoutClosingIsClosedByItsHook() throws IOException {
    Child harness =
        run.worker("harness", jvm(HarnessFixture.class, "exit", "" + theirs), recorder).start();
    assertThat(harness.awaitExit(SOON)).isZero();

    assertThat(marked(runIdOf(harness))).isEmpty();
    if (ControlGroup.unavailable().isEmpty()) {
      assertThat(ControlGroupTest.groups(runIdOf(harness))).isEmpty();
    }
    assertThat(entries()).isEmpty();
  }

  @Test
  void theLivingAreSparedAlsoByReapersInTheirOwnJvm() throws IOException {
    Run ours = registry().open();
    Child child = ours.worker("child", WorkerCommand.of("sleep", "1000"), recorder).start();
    Child harness = harness();
    String runId = runIdOf(harness);

    // In this JVM first: were it to open and close our lock's file, the lock would be gone.
    assertThat(registry().reap()).isEmpty();
    reapElsewhere("first").awaitExit(SOON);

    assertThat(ours.directory()).exists();
    assertThat(child.alive()).isTrue();
    assertThat(marked(runId)).hasSizeGreaterThanOrEqualTo(5);
    assertThat(RunLock.take(theirs.resolve(runId + ".lock"))).isEmpty();
    assertThat(registry().isGone(runId)).isFalse();
    ours.close();
    Posix.local().signalProcess(harness.pid(), Signal.KILL);
    harness.awaitExit(SOON);
    assertThat(registry().isGone(runId)).isTrue();
    assertThat(registry().reap()).hasSize(1);
  }

  @Test
  void reapersSideBySideClearUpOnce() throws IOException {
    String runId = killedHarness();
    Child one = reapElsewhere("one");
    await().until(() -> Files.exists(temp.resolve("witness")));
    Child two = reapElsewhere("two");

    assertThat(two.awaitExit(SOON)).isZero();
    assertThat(two.tail(1)).containsExactly("reaped 0");
    assertThat(one.alive()).isTrue();
    Files.createFile(temp.resolve("gate"));
    assertThat(one.awaitExit(SOON)).isZero();
    assertThat(one.tail(1)).containsExactly("reaped 1");
    assertThat(temp.resolve("witness")).hasContent(runId);
    assertThat(marked(runId)).isEmpty();
    assertThat(entries()).isEmpty();
  }

  @Test
  void aPidThatWasGivenToAnotherIsSpared() throws IOException {
    String runId = deadRun();
    Child stranger = worker("sleep", "1000").start();
    ProcessEntry entry = table.find(stranger.pid()).orElseThrow();
    Path notes = RunFiles.notes(theirs.resolve(runId));
    String here = table.place();
    new GroupNote(entry.pid(), entry.started() - 1, here, "older").write(notes, "older");
    new GroupNote(entry.pid(), entry.started(), "another boot", "x").write(notes, "elsewhere");
    Files.writeString(notes.resolve("torn.group"), "group=1");

    registry().reap();

    assertThat(stranger.alive()).isTrue();
    assertThat(entries()).isEmpty();
  }

  @Test
  void whoCannotBeToldIsSparedAndNamed() throws IOException {
    String runId = deadRun();
    Child stranger = worker("sh", "-c", "sleep 1000 & echo $! >" + temp + "/pid").start();
    long orphan = pidIn("pid");
    ProcessEntry entry = table.find(orphan).orElseThrow();
    new GroupNote(stranger.pid(), entry.started(), table.place(), "gone")
        .write(RunFiles.notes(theirs.resolve(runId)), "leaderless");

    List<Leftover> first = registry().reap();
    assertThat(lives(orphan)).isTrue();
    assertThat(first).singleElement().satisfies(l -> assertThat(l.problems()).hasSize(1));
    assertThat(first.get(0).problems().get(0)).contains("pid=" + orphan);

    stranger.kill();
    assertThat(registry().reap())
        .singleElement()
        .satisfies(l -> assertThat(l.problems()).isEmpty());
    assertThat(entries()).isEmpty();
  }

  @Test
  void aCleanerThatFailsIsAskedAgainAtTheNextStart() throws IOException {
    String runId = deadRun();
    LeftoverCleaner failing =
        (id, directory) -> {
          throw new IOException("no Docker engine");
        };

    List<Leftover> first = registry(failing).reap();

    assertThat(first).singleElement().satisfies(l -> assertThat(l.runId()).isEqualTo(runId));
    assertThat(first.get(0).problems().get(0)).contains("no Docker engine");
    assertThat(marked(runId)).isEmpty();
    assertThat(entries()).contains(runId);
    registry((id, directory) -> cleaned.add(id)).reap();
    assertThat(cleaned).containsExactly(runId);
    assertThat(entries()).isEmpty();
  }

  @Test
  void processesWhoseRunHasNoDirectoryAnyMoreAreFoundByTheirMark() throws IOException {
    String runId = deadRun();
    Path notes = RunFiles.notes(theirs.resolve(runId));
    WorkerCommand command = WorkerCommand.of("sh", "-c", "sleep 1000 & wait");
    Spawned orphan =
        new Spawner(runId, notes, table).spawn("orphan", 1, command, temp.resolve("log"), recorder);
    RunFiles.deleteTree(theirs.resolve(runId));
    Files.delete(theirs.resolve(runId + ".lock"));

    List<Leftover> leftovers = registry().reap();

    assertThat(leftovers).extracting(Leftover::runId).containsExactly(runId);
    assertThat(leftovers.get(0).killed()).contains(orphan.process().pid());
    assertThat(marked(runId)).isEmpty();
    assertThat(orphan.group().living()).isEmpty();
  }

  /** A run whose owner had this JVM's pid before: dead, as far as can be seen. */
  private String deadRun() throws IOException {
    RunOwner self = RunOwner.self(table);
    String runId = new RunOwner(self.place(), self.pid(), self.started() - 1).runId(1);
    registry().reap();
    Files.createDirectories(RunFiles.notes(theirs.resolve(runId)));
    Files.createFile(theirs.resolve(runId + ".lock"));
    return runId;
  }

  /** Starts a harness with children of all kinds in a JVM of its own. */
  private Child harness() {
    Child harness =
        run.worker("harness", jvm(HarnessFixture.class, "run", theirs.toString()), recorder)
            .start();
    harness.awaitReady(Readiness.output("run "), SOON);
    return harness;
  }

  private String killedHarness() {
    Child harness = harness();
    Posix.local().signalProcess(harness.pid(), Signal.KILL);
    assertThat(harness.awaitExit(SOON)).isEqualTo(137);
    return runIdOf(harness);
  }

  private static String runIdOf(Child harness) {
    return harness.tail(1).get(0).substring("run ".length());
  }

  private Child reapElsewhere(String name) {
    String witness = temp.resolve("witness").toString();
    String gate = temp.resolve("gate").toString();
    return run.worker(
            name, jvm(HarnessFixture.class, "reap", theirs.toString(), witness, gate), recorder)
        .start();
  }

  private Set<Long> marked(String runId) {
    return table.all().stream()
        .filter(p -> !p.dead() && table.variable(p.pid(), RunMarker.RUN).equals(Optional.of(runId)))
        .map(ProcessEntry::pid)
        .collect(Collectors.toSet());
  }

  private long groupOfUnmarked(String runId) throws IOException {
    return GroupNote.readAll(RunFiles.notes(theirs.resolve(runId))).stream()
        .filter(note -> note.command().contains("env -i"))
        .findFirst()
        .orElseThrow()
        .group();
  }

  private Set<Long> membersOf(long group) {
    return table.all().stream()
        .filter(process -> !process.dead() && process.group() == group)
        .map(ProcessEntry::pid)
        .collect(Collectors.toSet());
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> files = Files.list(theirs)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
