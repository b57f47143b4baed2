package dev.crashproof.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files by which the kernel lets one control group be steered. */
sealed interface ControlFiles permits LegacyFiles, UnifiedFiles {
  /** In each directory, the processes of the group. */
  String PROCESSES = "cgroup.procs";

  /**
   * What a group is left of memory: too little for any worker, and enough for the kernel's choice
   * of its victim, which weighs a process's readiness to die in proportion to the limit.
   */
  long LEAST_MEMORY = 8 * 1024 * 1024;

  /** The period, in microseconds, of which a group gets its share of processor time. */
  long PERIOD = 100_000;

  /** The group's directories: one a tree, that of the memory first. */
  List<Path> directories();

  /** Limits memory as far as the kernel lets it at this moment. */
  void restrictMemory() throws IOException;

  /** How many processes of the group the kernel has killed for want of memory. */
  int memoryKills() throws IOException;

  /** Limits processor time. */
  void limitProcessor(int percentOfOneCore) throws IOException;

  /** Lifts all limits. */
  void lift() throws IOException;

  /** The share of a period, in microseconds. */
  static long share(int percent) {
    return PERIOD * percent / 100;
  }

  /** The value after a key at the start of a line, 0 where the kernel does not tell it. */
  static int count(Path file, String key) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(key + " "))
        .mapToInt(line -> Integer.parseInt(line.substring(key.length() + 1).trim()))
        .findFirst()
        .orElse(0);
  }

  /** Hands the kernel a value by one call. */
  static void write(Path file, String value) throws IOException {
    // A plain stream: a channel would refuse to write in an interrupted thread.
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(value.getBytes(UTF_8));
    } catch (IOException e) {
      throw new IOException(file + " does not take " + value + ": " + e.getMessage(), e);
    }
  }
}
