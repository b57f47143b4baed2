package dev.crashproof.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private Workplace workplace;
  private Journal journal;

  @BeforeEach
  void begin(@TempDir Path temporary) throws IOException {
    workplace = Workplace.open(temporary.resolve("journals"));
    journal = workplace.begin();
  }

  @Test
  void whatIsHeldIsReadBackAsItWas() throws IOException {
    List<Held> held =
        List.of(
            Samples.workflowTask("w"),
            Samples.activity("a", 7, 42, "it is its last attempt"),
            Samples.sticky("worker@host:1", "build 3"));

    held.forEach(journal::take);

    JournalFile.Contents read = JournalFile.contents(journal.file());
    assertThat(read.held()).containsExactlyElementsOf(held);
    assertThat(read.owner()).isEqualTo(ProcessIdentity.current());
    assertThat(read.torn()).isZero();
  }

  @Test
  void aDirectoryThatWasMadeGoesWithTheLastJournalAndComesAgain() throws IOException {
    Journal second = workplace.begin();

    workplace.end(journal);
    assertThat(workplace.directory()).isDirectory();
    workplace.end(second);
    assertThat(workplace.directory()).doesNotExist();

    workplace.begin().take(Samples.workflowTask("w"));
    assertThat(workplace.directory()).isDirectory();
  }

  @Test
  void aDirectoryThatWasThereStays() throws IOException {
    Workplace found = Workplace.open(workplace.directory());
    workplace.end(journal);
    Files.createDirectory(
        workplace.directory(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

    found.end(found.begin());

    assertThat(workplace.directory()).isDirectory();
  }

  @Test
  void whatIsSettledIsHeldNoMore() throws IOException {
    journal.take(Samples.workflowTask("w"));
    journal.take(Samples.activity("a"));

    journal.settle(ByteString.copyFromUtf8("w"));
    journal.settle(ByteString.copyFromUtf8("never seen"));

    assertThat(JournalFile.contents(journal.file()).held()).containsExactly(Samples.activity("a"));
  }

  @Test
  void aRecordThatWasBeingWrittenIsLostAloneAndNoOther() throws IOException {
    journal.take(Samples.workflowTask("torn"));
    journal.take(Samples.activity("whole"));

    try (RandomAccessFile file = new RandomAccessFile(journal.file().toFile(), "rw")) {
      file.seek(JournalFile.HEADER + JournalFile.RECORD + 3);
      file.write(0x7f);
    }

    JournalFile.Contents read = JournalFile.contents(journal.file());
    assertThat(read.held()).containsExactly(Samples.activity("whole"));
    assertThat(read.torn()).isEqualTo(1);
  }

  @Test
  void aFullJournalForgetsItsOldestTaskAndNoQueue() throws IOException {
    journal.take(Samples.sticky("worker@host:1", ""));
    IntStream.range(0, JournalFile.SLOTS).forEach(i -> journal.take(Samples.activity("a" + i)));

    List<Held> held = JournalFile.contents(journal.file()).held();

    assertThat(held)
        .hasSize(JournalFile.SLOTS)
        .contains(Samples.sticky("worker@host:1", ""), Samples.activity("a1"))
        .doesNotContain(Samples.activity("a0"));
    assertThat(Files.size(journal.file())).isEqualTo(JournalFile.SIZE);
  }

  @Test
  void whatDoesNotFitIntoASlotIsLeftOutAndTheRestGoesOn() throws IOException {
    journal.take(Samples.workflowTask("x".repeat(JournalFile.SLOT)));
    journal.take(Samples.workflowTask("w"));

    assertThat(JournalFile.contents(journal.file()).held())
        .containsExactly(Samples.workflowTask("w"));
  }

  @Test
  void aFileThatIsCutUnderItHarmsNobody() throws IOException {
    journal.take(Samples.workflowTask("w"));
    try (FileChannel channel = FileChannel.open(journal.file(), StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }

    journal.take(Samples.workflowTask("w2"));
    journal.settle(ByteString.copyFromUtf8("w"));

    assertThatThrownBy(() -> JournalFile.contents(journal.file()))
        .isInstanceOf(JournalFile.UnreadableException.class);
  }

  @Test
  void aFullVolumeEndsItAndNothingOfItIsLeftToAReaper() throws IOException {
    // Whatever is written to that device, there is no space left on it.
    Journal full = new Journal(Path.of("/dev/full"), journal.file());
    AtomicInteger emptied = new AtomicInteger();

    full.take(Samples.workflowTask("w"));
    full.take(Samples.workflowTask("w2"));
    full.settle(ByteString.copyFromUtf8("w"));
    full.whenEmpty(emptied::incrementAndGet);

    assertThat(full.disabled()).isTrue();
    assertThat(journal.file()).doesNotExist();
    assertThat(emptied).hasValue(1);
  }

  @Test
  void anInterruptedThreadWritesLikeAnyOther() throws IOException {
    Thread.currentThread().interrupt();
    journal.take(Samples.workflowTask("w"));
    assertThat(Thread.interrupted()).isTrue();

    assertThat(JournalFile.contents(journal.file()).held())
        .containsExactly(Samples.workflowTask("w"));
  }

  @Test
  void aJournalOfALaterVersionIsNotRead() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(journal.file().toFile(), "rw")) {
      file.seek(Long.BYTES);
      file.writeInt(JournalFile.VERSION + 1);
    }

    assertThatThrownBy(() -> JournalFile.contents(journal.file()))
        .isInstanceOf(JournalFile.UnreadableException.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void itsFilesAreThisUsersAlone() throws IOException {
    assertThat(permissions(workplace.directory())).isEqualTo("rwx------");
    assertThat(permissions(journal.file())).isEqualTo("rw-------");
    assertThat(permissions(Workplace.lockOf(journal.file()))).isEqualTo("rw-------");
  }

  @Test
  void endedItLeavesNothing() throws IOException {
    journal.take(Samples.workflowTask("w"));
    journal.whenEmpty(() -> workplace.end(journal));
    assertThat(journal.file()).exists();

    journal.settle(ByteString.copyFromUtf8("w"));

    assertThat(workplace.directory()).doesNotExist();
  }

  @Test
  void aDirectoryThatIsOpenToOthersIsRefusedInWords(@TempDir Path temporary) throws IOException {
    Path open = Files.createDirectory(temporary.resolve("open"));
    Files.setPosixFilePermissions(
        open, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThatThrownBy(() -> Workplace.open(open))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 700");
  }

  private static String permissions(Path path) throws IOException {
    return java.nio.file.attribute.PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path));
  }
}
