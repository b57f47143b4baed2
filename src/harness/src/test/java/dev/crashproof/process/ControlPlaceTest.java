package dev.crashproof.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both versions of the kernel's interface, from what it tells about them. */
class ControlPlaceTest {
  private Path proc;
  private Path tree;

  @BeforeEach
  void machine(@TempDir Path temp) throws IOException {
    proc = temp.resolve("proc");
    tree = temp.resolve("cgroup");
    Files.createDirectories(proc.resolve("self"));
  }

  @Test
  void version1HasATreeForEachController() throws IOException {
    Path memory = Files.createDirectories(tree.resolve("memory/box"));
    Path processor = Files.createDirectories(tree.resolve("cpu,cpuacct"));
    mounts("/ " + tree + "/memory - cgroup cgroup rw,memory");
    mounts("/ " + processor + " - cgroup cgroup rw,cpu,cpuacct");
    Files.writeString(proc.resolve("self/cgroup"), "5:memory:/box\n3:cpu,cpuacct:/\n0::/\n");

    ControlPlace place = ControlPlace.find(proc);

    assertThat(place)
        .isEqualTo(new ControlPlace(false, memory, processor, List.of(memory, processor)));
    assertThat(place.group("g").directories())
        .containsExactly(memory.resolve("g"), processor.resolve("g"));
  }

  @Test
  void aContainerThatShowsPartOfATreeHasItAtTheTop() throws IOException {
    Path memory = Files.createDirectories(tree.resolve("memory"));
    Path processor = Files.createDirectories(tree.resolve("cpu"));
    mounts("/docker/1 " + memory + " - cgroup cgroup rw,memory");
    mounts("/docker/1 " + processor + " - cgroup cgroup rw,cpu");
    Files.writeString(proc.resolve("self/cgroup"), "5:memory:/docker/1\n3:cpu:/docker/1\n");

    assertThat(ControlPlace.find(proc).homes()).containsExactly(memory, processor);
  }

  @Test
  void version2HasThemInTheNearestGroupThatHandsItsControllersDown() throws IOException {
    Path home = unified("user/session");
    Files.writeString(tree.resolve("cgroup.subtree_control"), "cpu memory\n");
    Files.writeString(tree.resolve("user/cgroup.subtree_control"), "cpuset cpu memory pids\n");

    ControlPlace place = ControlPlace.find(proc);

    assertThat(place.unified()).isTrue();
    assertThat(place.memory()).isEqualTo(tree.resolve("user"));
    assertThat(place.homes()).containsExactly(home);
  }

  @Test
  void version2WithoutControllersTellsWhatToDo() throws IOException {
    unified("");

    assertThatThrownBy(() -> ControlPlace.find(proc))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("hands down the controllers memory and cpu: run as root");
  }

  @Test
  void withoutAnyTheReasonIsTold() throws IOException {
    Files.writeString(proc.resolve("self/mountinfo"), "1 1 0:1 / / rw - ext4 disk rw\n");
    Files.writeString(proc.resolve("self/cgroup"), "");

    assertThatThrownBy(() -> ControlPlace.find(proc))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("no control groups with the controllers memory and cpu are mounted");
  }

  @Test
  void version2IsSteeredByItsOwnFiles() throws IOException {
    Path group = Files.createDirectories(tree.resolve("g"));
    Files.writeString(group.resolve("memory.swap.max"), "max");
    Files.writeString(group.resolve("memory.events"), "oom 3\noom_kill 2\noom_group_kill 0\n");
    UnifiedFiles files = new UnifiedFiles(group);

    files.restrictMemory();
    files.limitProcessor(150);
    assertThat(group.resolve("memory.max")).hasContent("8388608");
    assertThat(group.resolve("memory.swap.max")).hasContent("0");
    assertThat(group.resolve("cpu.max")).hasContent("150000 100000");
    assertThat(files.memoryKills()).isEqualTo(2);

    files.lift();
    assertThat(group.resolve("memory.max")).hasContent("max");
    assertThat(group.resolve("memory.swap.max")).hasContent("max");
    assertThat(group.resolve("cpu.max")).hasContent("max 100000");
  }

  /** The harness in a group of the one tree; its ancestors hand nothing down. */
  private Path unified(String own) throws IOException {
    Path home = Files.createDirectories(tree.resolve(own));
    Files.createFile(home.resolve(ControlFiles.PROCESSES));
    // A directory takes no line, as the kernel takes none from a group with processes.
    Files.createDirectory(home.resolve("cgroup.subtree_control"));
    mounts("/ " + tree + " - cgroup2 cgroup2 rw,nsdelegate");
    Files.writeString(proc.resolve("self/cgroup"), "0::/" + own + "\n");
    return home;
  }

  private void mounts(String rest) throws IOException {
    Path file = proc.resolve("self/mountinfo");
    String before = Files.exists(file) ? Files.readString(file) : "";
    Files.writeString(file, before + "30 25 0:26 " + rest.replace(" - ", " rw,nosuid - ") + "\n");
  }
}
