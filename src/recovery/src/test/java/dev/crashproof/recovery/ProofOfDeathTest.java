package dev.crashproof.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With processes that really die. */
@Timeout(60)
class ProofOfDeathTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<Process> processes = new ArrayList<>();
  private Path directory;
  private Workplace workplace;
  private ProofOfDeath proof;

  private record Child(Process process, Path journal, BufferedReader output) {}

  @BeforeEach
  void open(@TempDir Path temporary) throws IOException {
    directory = temporary.resolve("journals");
    workplace = Workplace.open(directory);
    proof = new ProofOfDeath(workplace);
  }

  @AfterEach
  void endAll() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void aKilledProcessIsProvenDeadAndWhatItHeldIsThere() throws Exception {
    Child child = start();
    assertThat(proof.now(child.journal)).isEmpty();

    kill(child);

    try (Remains remains = proof.now(child.journal).orElseThrow()) {
      assertThat(remains.owner().pid()).isEqualTo(child.process.pid());
      assertThat(remains.held()).containsExactly(Samples.activity("of " + child.process.pid()));
      remains.bury();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aPausedProcessIsAlive() throws Exception {
    Child child = start();
    signal("STOP", child);

    assertThat(proof.now(child.journal)).isEmpty();

    signal("CONT", child);
    assertThat(child.journal).exists();
  }

  @Test
  void aProcessThatLostItsLockIsStillAlive() throws Exception {
    Child child = start("careless");

    assertThat(proof.now(child.journal)).isEmpty();
    assertThat(child.journal).exists();

    kill(child);
    assertThat(proof.now(child.journal)).isPresent();
  }

  @Test
  void whoWaitsLearnsOfTheDeathFromTheKernel() throws Exception {
    Child child = start();
    List<Optional<Remains>> learnt = new ArrayList<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                learnt.add(proof.await(child.journal));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waiting.start();
    await().atMost(LONG).until(() -> waitsFor(child.process.pid()));

    kill(child);
    waiting.join();

    assertThat(learnt.get(0)).isPresent();
  }

  @Test
  void twoThatWaitForEachOtherBothLearn() throws Exception {
    Child first = start("watch");
    Child second = start("watch");
    Child third = start("watch");

    kill(first);

    // One of the two others, whoever comes first, buries it.
    await().atMost(LONG).until(() -> !Files.exists(first.journal));
    kill(second);
    await().atMost(LONG).until(() -> !Files.exists(second.journal));
    assertThat(third.output.readLine()).startsWith("dead ");
    assertThat(third.journal).exists();
  }

  @Test
  void ofTwoThatComeForTheDeadOneGetsIt() throws Exception {
    Child child = start();
    kill(child);

    try (Remains remains = proof.now(child.journal).orElseThrow()) {
      Child other = start("watch");
      assertThat(other.process.isAlive()).isTrue();
      assertThat(remains.held()).hasSize(1);
      remains.bury();
    }

    assertThat(proof.now(child.journal)).isEmpty();
  }

  @Test
  void theOwnJournalIsLeftAloneAndItsLockStaysHeld() throws Exception {
    Journal own = workplace.begin();

    assertThat(proof.now(own.file())).isEmpty();
    assertThat(workplace.others()).isEmpty();

    Child other = start("watch");
    assertThat(other.process.isAlive()).isTrue();
    assertThat(own.file()).exists();
    workplace.end(own);
  }

  @Test
  void aJournalOfAnotherMachineIsSetAside() throws Exception {
    Child child = start();
    kill(child);
    ProcessIdentity owner = JournalFile.owner(child.journal);
    header(
        child.journal,
        new ProcessIdentity(owner.pid(), owner.start(), "another boot", owner.pidNamespace()));

    assertThat(proof.now(child.journal)).isEmpty();

    assertAside(child.journal);
  }

  @Test
  void aProcessOfAnotherNamespaceIsDeadByItsLock() throws Exception {
    Child child = start();
    ProcessIdentity owner = JournalFile.owner(child.journal);
    // This very process, were it not for the namespace.
    header(
        child.journal,
        new ProcessIdentity(
            ProcessHandle.current().pid(),
            ProcessIdentity.current().start(),
            owner.bootId(),
            "pid:[1]"));
    assertThat(proof.now(child.journal)).isEmpty();

    kill(child);

    assertThat(proof.now(child.journal)).isPresent();
  }

  @Test
  void aProcessWhoseNamespaceIsNotKnownIsTakenForLiving() throws Exception {
    Child child = start();
    kill(child);
    ProcessIdentity owner = JournalFile.owner(child.journal);
    header(child.journal, new ProcessIdentity(owner.pid(), owner.start(), owner.bootId(), ""));

    assertThat(proof.now(child.journal)).isEmpty();

    assertThat(child.journal).exists();
  }

  @Test
  void aJournalThatCouldNotBeReadAtFirstIsReadOnceItsProcessIsDead() throws Exception {
    Child child = start();
    ProcessIdentity owner = JournalFile.owner(child.journal);
    try (RandomAccessFile file = new RandomAccessFile(child.journal.toFile(), "rw")) {
      file.write(new byte[64]);
    }
    CompletableFuture<Optional<Remains>> awaiting = awaiting(child);
    await().atMost(LONG).until(() -> waitsFor(child.process.pid()));
    header(child.journal, owner);

    kill(child);

    assertThat(awaiting.get()).isPresent();
  }

  @Test
  void aCorruptJournalIsSetAside() throws Exception {
    Child child = start();
    kill(child);
    try (RandomAccessFile file = new RandomAccessFile(child.journal.toFile(), "rw")) {
      file.write(new byte[64]);
    }

    assertThat(proof.now(child.journal)).isEmpty();

    assertAside(child.journal);
  }

  @Test
  void aCorruptJournalOfALivingProcessIsNotTouched() throws Exception {
    Child child = start();
    try (RandomAccessFile file = new RandomAccessFile(child.journal.toFile(), "rw")) {
      file.write(new byte[64]);
    }

    assertThat(proof.now(child.journal)).isEmpty();

    assertThat(child.journal).exists();
  }

  @Test
  void aJournalWithoutALockIsSetAside() throws Exception {
    Child child = start();
    kill(child);
    Files.delete(Workplace.lockOf(child.journal));

    assertThat(proof.now(child.journal)).isEmpty();

    assertAside(child.journal);
  }

  @Test
  void aJournalOfALivingProcessWhoseLockWasTidiedAwayIsLeft() throws Exception {
    Child child = start();
    Files.delete(Workplace.lockOf(child.journal));

    assertThat(proof.now(child.journal)).isEmpty();

    assertThat(child.journal).exists();
  }

  @Test
  void aNumberThatWasGivenToAnotherProcessIsNotTakenForTheDeadOne() throws Exception {
    Child child = start();
    kill(child);
    ProcessIdentity owner = JournalFile.owner(child.journal);
    // As if this process had the dead one's number, which comes round.
    ProcessIdentity here = ProcessIdentity.current();
    header(
        child.journal,
        new ProcessIdentity(here.pid(), here.start() - 1, owner.bootId(), owner.pidNamespace()));

    assertThat(proof.now(child.journal)).isPresent();
  }

  @Test
  void whileOneOfThisProcessWaitsForADeathAnotherLeavesItToHim() throws Exception {
    Child child = start();
    CompletableFuture<Optional<Remains>> first = awaiting(child);
    await().atMost(LONG).until(() -> waitsFor(child.process.pid()));

    assertThat(proof.now(child.journal)).isEmpty();
    CompletableFuture<Optional<Remains>> second = awaiting(child);
    kill(child);

    // Had the look closed a descriptor of the lock, or were both given it, one would fail.
    try (Remains remains = first.get().orElseThrow()) {
      assertThat(second).isNotDone();
      remains.bury();
    }
    assertThat(second.get()).isEmpty();
  }

  private CompletableFuture<Optional<Remains>> awaiting(Child child) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return proof.await(child.journal);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        waiting -> new Thread(waiting, "waiting").start());
  }

  @Test
  void aRefreshLooksNewAndKeepsTheLock() throws Exception {
    Journal own = workplace.begin();
    FileTime old = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(own.file(), old);

    own.refresh();
    Workplace.refresh();

    assertThat(Files.getLastModifiedTime(own.file())).isGreaterThan(old);
    assertThat(Files.size(Workplace.lockOf(own.file()))).isOne();
    Child other = start("watch");
    assertThat(other.process.isAlive()).isTrue();
    assertThat(own.file()).exists();
    workplace.end(own);
  }

  @Test
  void aRefreshByAThreadThatIsInterruptedKeepsTheLock() throws Exception {
    Journal own = workplace.begin();

    Thread.currentThread().interrupt();
    own.refresh();
    Workplace.refresh();
    assertThat(Thread.interrupted()).isTrue();

    Child other = start("watch");
    await().atMost(LONG).until(() -> waitsFor(other.process.pid(), ProcessHandle.current().pid()));
    workplace.end(own);
  }

  @Test
  void whereTheKernelTellsOfNobodyPeersAreLookedFor() throws Exception {
    List<Long> dead = new CopyOnWriteArrayList<>();
    PeerWatch watch =
        PeerWatch.begin(
            workplace,
            Arrivals.looked(Duration.ofMillis(1)),
            remains -> {
              // As deep as a call to the server may go, through what others put before it.
              assertThat(deep(3000)).isEqualTo(3000);
              remains.bury();
              dead.add(remains.owner().pid());
            },
            () -> {});
    try {
      Child child = start();
      await().atMost(LONG).until(() -> waitsFor(child.process.pid()));

      kill(child);

      await().atMost(LONG).until(() -> dead.equals(List.of(child.process.pid())));
      assertThat(directory).isEmptyDirectory();
    } finally {
      watch.close();
    }
  }

  private static int deep(int frames) {
    return frames == 0 ? 0 : 1 + deep(frames - 1);
  }

  @Test
  void aWatchThatIsClosedLooksOutNoMore() {
    PeerWatch told = PeerWatch.begin(workplace, remains -> {}, () -> {});
    PeerWatch untold =
        PeerWatch.begin(workplace, Arrivals.looked(Duration.ofHours(1)), remains -> {}, () -> {});

    told.close();
    untold.close();

    await()
        .atMost(LONG)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .noneMatch("crashproof-peers"::equals));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nfs", "nfs4", "cifs", "fuse", "fuse.sshfs", "9p", "virtiofs", "ceph", "new"})
  void onlyLocalFileSystemsAreTrusted(String type) {
    assertThat(Workplace.local(type)).isFalse();
    assertThat(Workplace.local("ext4")).isTrue();
  }

  @Test
  void aLockWithoutAJournalIsTidiedOnceItsProcessIsDead() throws Exception {
    Child child = start();
    Files.delete(child.journal);
    workplace.tidy();
    assertThat(Workplace.lockOf(child.journal)).exists();

    kill(child);
    workplace.tidy();

    assertThat(Workplace.lockOf(child.journal)).doesNotExist();
  }

  private static void header(Path journal, ProcessIdentity owner) throws IOException {
    ByteBuffer header = JournalFile.header(owner);
    try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
      channel.write(header, 0);
    }
  }

  private void assertAside(Path journal) {
    assertThat(journal).doesNotExist();
    assertThat(journal.resolveSibling(journal.getFileName() + Workplace.ASIDE)).exists();
  }

  // The kernel lists a lock by a number and its holder, then who waits for it, by "->" and the same
  // number.
  private static boolean waitsFor(long holder) throws IOException {
    return waitsFor(ProcessHandle.current().pid(), holder);
  }

  private static boolean waitsFor(long waiting, long holder) throws IOException {
    List<String> locks = Files.readAllLines(Path.of("/proc/locks"));
    String waiter = " " + waiting + " ";
    return locks.stream()
        .filter(line -> !line.contains("->") && line.contains(" " + holder + " "))
        .map(line -> line.substring(0, line.indexOf(' ')) + " ->")
        .anyMatch(
            waits ->
                locks.stream().anyMatch(line -> line.startsWith(waits) && line.contains(waiter)));
  }

  private Child start(String... more) throws IOException {
    Process process = Holder.start(directory, more);
    processes.add(process);
    BufferedReader output = process.inputReader(UTF_8);
    return new Child(process, Path.of(output.readLine()), output);
  }

  private static void kill(Child child) throws InterruptedException {
    child.process.destroyForcibly().waitFor();
  }

  private static void signal(String name, Child child) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(child.process.pid()))
        .inheritIO()
        .start()
        .waitFor();
  }
}
