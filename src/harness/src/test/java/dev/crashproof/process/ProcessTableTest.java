package dev.crashproof.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTableTest extends InARun {

  @Test
  void aNameWithParenthesesAndSpacesIsNoObstacle() {
    ProcessEntry entry =
        LinuxProcessTable.parse(
            "42 (a) Z (b c) S 7 40 40 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 3 0 987654 1 2");

    assertThat(entry).isEqualTo(new ProcessEntry(42, 7, 40, 'S', 3, 987654));
  }

  @Test
  void aLeaderWhoseOtherThreadsStillRunIsNotDead() {
    assertThat(new ProcessEntry(1, 0, 1, 'Z', 2, 0).dead()).isFalse();
    assertThat(new ProcessEntry(1, 0, 1, 'Z', 1, 0).dead()).isTrue();
    assertThat(new ProcessEntry(1, 0, 1, 'T', 1, 0).dead()).isFalse();
  }

  @Test
  void aGroupWhoseNumberWasGivenAwayIsNobodysFamily() {
    ProcessEntry leader = new ProcessEntry(50, 1, 50, 'S', 1, 1000);
    ProcessEntry member = new ProcessEntry(51, 50, 50, 'S', 1, 1001);
    ProcessEntry stranger = new ProcessEntry(50, 1, 50, 'S', 1, 2000);
    Family family = new Family(leader, new RunMarker("run", "worker-1"));

    assertThat(family.living(new GivenTable(leader, member), List.of()))
        .containsExactly(leader, member);
    assertThat(family.living(new GivenTable(member), List.of())).containsExactly(member);
    assertThat(family.living(new GivenTable(stranger, member), List.of())).isEmpty();
  }

  @Test
  void systemsWithoutProcSeeGroupsAndLifetimes() {
    Child child = readyShell("echo ready; exec sleep 1000");
    PortableProcessTable portable = new PortableProcessTable(Posix.local());
    ProcessEntry entry = portable.find(child.pid()).orElseThrow();

    assertThat(entry.group()).isEqualTo(child.pid());
    assertThat(entry.dead()).isFalse();
    assertThat(portable.find(child.pid())).contains(entry);
    assertThat(portable.all()).contains(entry);
    assertThat(portable.stopped(child.pid())).isFalse();
    child.pause();
    assertThat(portable.stopped(child.pid())).isTrue();
    child.kill();
    assertThat(portable.find(child.pid())).isEmpty();
    assertThatThrownBy(() -> portable.memory(child.pid())).hasMessageContaining("UNSUPPORTED");
  }
}
