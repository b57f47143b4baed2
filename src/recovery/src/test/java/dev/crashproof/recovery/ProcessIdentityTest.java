package dev.crashproof.recovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.recovery.ProcessIdentity.Sighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of a process: it is gone only where that is certain. */
class ProcessIdentityTest {
  private static final ProcessIdentity HERE = ProcessIdentity.current();
  // More than any kernel gives: PID_MAX_LIMIT is half of it.
  private static final long NOBODY = 1L << 23;

  @Test
  void itsNumberAndItsStartTellAProcess() {
    assertThat(seen(HERE.pid(), HERE.start())).isEqualTo(Sighting.ALIVE);
    assertThat(seen(HERE.pid(), HERE.start() - 1)).isEqualTo(Sighting.GONE);
    assertThat(seen(NOBODY, HERE.start())).isEqualTo(Sighting.GONE);
  }

  @Test
  void oneWhoseStartIsNotKnownIsGoneOnlyIfThereIsNone() {
    assertThat(seen(HERE.pid(), ProcessIdentity.UNSEEN)).isEqualTo(Sighting.ALIVE);
    assertThat(seen(HERE.pid(), ProcessIdentity.NONE)).isEqualTo(Sighting.ALIVE);
    assertThat(seen(NOBODY, ProcessIdentity.UNSEEN)).isEqualTo(Sighting.GONE);
  }

  @Test
  void ofAnotherKernelOrNamespaceIsOnlyWhatSaysSo() {
    assertThat(seen("another boot", HERE.pidNamespace(), HERE)).isEqualTo(Sighting.FOREIGN);
    assertThat(seen(HERE.bootId(), "pid:[1]", HERE)).isEqualTo(Sighting.INVISIBLE);

    assertThat(seen("", HERE.pidNamespace(), HERE)).isEqualTo(Sighting.UNDECIDED);
    assertThat(seen(HERE.bootId(), "", HERE)).isEqualTo(Sighting.UNDECIDED);
    ProcessIdentity blind = new ProcessIdentity(HERE.pid(), HERE.start(), "", "");
    assertThat(seen(HERE.bootId(), HERE.pidNamespace(), blind)).isEqualTo(Sighting.UNDECIDED);
  }

  @Test
  void whatCantBeReadIsNotGone(@TempDir Path process) throws IOException {
    Path stat = process.resolve("stat");

    Files.createDirectory(stat);
    assertThat(ProcessIdentity.startIn(process)).isEqualTo(ProcessIdentity.UNSEEN);

    Files.delete(stat);
    Files.writeString(stat, "7 (java");
    assertThat(ProcessIdentity.startIn(process)).isEqualTo(ProcessIdentity.UNSEEN);

    assertThat(ProcessIdentity.startIn(process.resolve("nobody"))).isEqualTo(ProcessIdentity.NONE);
  }

  @Test
  void aStartIsReadWhateverTheCommandsName(@TempDir Path process) throws IOException {
    Path stat = process.resolve("stat");
    String after = " 0".repeat(18) + " 4711 0";

    Files.writeString(stat, "7 (j\u00ff) v)) S" + after, ISO_8859_1);
    assertThat(ProcessIdentity.startIn(process)).isEqualTo(4711);

    Files.writeString(stat, "7 (java) Z" + after);
    assertThat(ProcessIdentity.startIn(process)).isEqualTo(ProcessIdentity.NONE);
  }

  private static Sighting seen(long pid, long start) {
    return new ProcessIdentity(pid, start, HERE.bootId(), HERE.pidNamespace()).sightingFrom(HERE);
  }

  private static Sighting seen(String bootId, String pidNamespace, ProcessIdentity from) {
    return new ProcessIdentity(HERE.pid(), HERE.start(), bootId, pidNamespace).sightingFrom(from);
  }
}
