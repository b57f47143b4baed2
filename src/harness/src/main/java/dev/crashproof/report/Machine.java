package dev.crashproof.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine a run was made on.
 *
 * @param os the operating system and its version
 * @param kernel the kernel's version
 * @param cpuModel the processor's model, or its architecture where the system does not tell
 * @param cores how many cores the harness may use
 * @param memoryMib the memory it may use, in MiB
 */
public record Machine(String os, String kernel, String cpuModel, int cores, long memoryMib) {

  /** This machine. */
  public static Machine here() {
    return new Machine(
        value(Path.of("/etc/os-release"), "PRETTY_NAME", '=').orElse(System.getProperty("os.name")),
        System.getProperty("os.version"),
        value(Path.of("/proc/cpuinfo"), "model name", ':').orElse(System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        memory() / (1024 * 1024));
  }

  private static long memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  /**
   * The value of the first line that begins with the key; none where the system has no such file.
   */
  static Optional<String> value(Path file, String key, char separator) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(key) && line.indexOf(separator) > 0)
          .map(line -> line.substring(line.indexOf(separator) + 1).replace("\"", "").strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
