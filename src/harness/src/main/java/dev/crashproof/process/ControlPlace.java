package dev.crashproof.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where control groups are made: below the harness's own with version 1 of the kernel's interface,
 * below the nearest group above it that hands its controllers down with version 2.
 *
 * @param unified whether it is version 2, where both controllers share one tree
 * @param memory the parent of groups that limit memory
 * @param processor the parent of groups that limit processor time
 * @param homes the harness's own group in each tree, to which processes return
 */
record ControlPlace(boolean unified, Path memory, Path processor, List<Path> homes) {
  private static final List<String> CONTROLLERS = List.of("memory", "cpu");

  /** A tree of groups as it is mounted. */
  private record Mount(String root, Path point, boolean unified, List<String> controllers) {}

  /**
   * Looks for it.
   *
   * @param proc where the kernel shows processes
   * @throws ProcessException when there is none; its message is a clause: why, and what to do
   */
  static ControlPlace find(Path proc) {
    List<Mount> mounts;
    List<String> own;
    try {
      mounts = mounts(Files.readAllLines(proc.resolve("self/mountinfo")));
      own = Files.readAllLines(proc.resolve("self/cgroup"));
    } catch (IOException e) {
      throw new ProcessException(
          "the kernel does not tell its control groups (" + e + "): run on Linux with /proc", e);
    }
    Optional<Path> memory = legacy(mounts, own, "memory");
    Optional<Path> processor = legacy(mounts, own, "cpu");
    if (memory.isPresent() && processor.isPresent()) {
      requireWritable(memory.get());
      requireWritable(processor.get());
      return new ControlPlace(
          false, memory.get(), processor.get(), List.of(memory.get(), processor.get()));
    }
    return mounts.stream()
        .filter(Mount::unified)
        .findFirst()
        .map(mount -> unified(mount, home(mount, own, "0::")))
        .orElseThrow(
            () ->
                new ProcessException(
                    "no control groups with the controllers memory and cpu are mounted: mount"
                        + " them at /sys/fs/cgroup, or use a machine that has them"));
  }

  private static List<Mount> mounts(List<String> lines) {
    List<Mount> mounts = new ArrayList<>();
    for (String line : lines) {
      int dash = line.indexOf(" - cgroup");
      if (dash >= 0) {
        String[] where = line.substring(0, dash).split(" ", -1);
        String[] what = line.substring(dash + 3).split(" ", -1);
        mounts.add(
            new Mount(
                where[3],
                Path.of(where[4]),
                what[0].equals("cgroup2"),
                Arrays.asList(what[what.length - 1].split(",", -1))));
      }
    }
    return mounts;
  }

  private static Optional<Path> legacy(List<Mount> mounts, List<String> own, String controller) {
    return mounts.stream()
        .filter(mount -> !mount.unified() && mount.controllers().contains(controller))
        .findFirst()
        .flatMap(
            mount ->
                own.stream()
                    .filter(line -> controllersOf(line).contains(controller))
                    .findFirst()
                    .map(line -> home(mount, own, line.substring(0, line.indexOf('/')))));
  }

  private static List<String> controllersOf(String line) {
    return Arrays.asList(line.split(":", 3)[1].split(",", -1));
  }

  /** The harness's own group; a container may show only a part of the tree, with it at the top. */
  private static Path home(Mount mount, List<String> own, String prefix) {
    String path =
        own.stream()
            .filter(line -> line.startsWith(prefix))
            .map(line -> line.substring(prefix.length()))
            .findFirst()
            .orElse("/");
    String below = path.startsWith(mount.root()) ? path.substring(mount.root().length()) : path;
    Path home = mount.point().resolve(below.replaceFirst("^/+", "")).normalize();
    return home.startsWith(mount.point()) && Files.isDirectory(home) ? home : mount.point();
  }

  private static ControlPlace unified(Mount mount, Path home) {
    // A group that hands controllers down may hold no processes itself, the topmost excepted: so
    // not the harness's own, as a rule, but the nearest above.
    Optional<Path> parent =
        Stream.iterate(home, Objects::nonNull, Path::getParent)
            .takeWhile(group -> group.startsWith(mount.point()))
            .filter(ControlPlace::handsDown)
            .findFirst();
    if (parent.isPresent()) {
      requireWritable(parent.get());
      requireWritable(home.resolve(ControlFiles.PROCESSES));
      return new ControlPlace(true, parent.get(), parent.get(), List.of(home));
    }
    throw new ProcessException(
        "no control group from "
            + home
            + " upwards hands down the controllers memory and cpu: run as root outside of"
            + " containers, or where systemd delegates both to this user");
  }

  private static boolean handsDown(Path group) {
    try {
      Path file = group.resolve("cgroup.subtree_control");
      if (!handedDown(file)) {
        ControlFiles.write(file, "+memory +cpu");
      }
      return handedDown(file);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean handedDown(Path file) throws IOException {
    return Arrays.asList(Files.readString(file).trim().split(" ", -1)).containsAll(CONTROLLERS);
  }

  private static void requireWritable(Path path) {
    if (!Files.isWritable(path)) {
      throw new ProcessException(
          path + " can't be written: run as root, or where systemd delegates groups to this user");
    }
  }

  /** The files of a group of that name, whether it is there or not. */
  ControlFiles group(String name) {
    return unified
        ? new UnifiedFiles(memory.resolve(name))
        : new LegacyFiles(memory.resolve(name), processor.resolve(name));
  }
}
