package dev.crashproof.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The process table as Linux shows it under {@code /proc}. */
final class LinuxProcessTable implements ProcessTable {
  private final Path proc;

  LinuxProcessTable(Path proc) {
    this.proc = proc;
  }

  @Override
  public List<ProcessEntry> all() {
    String[] names = proc.toFile().list();
    if (names == null) {
      throw new ProcessException("The processes can't be listed: " + proc + " is not readable.");
    }
    List<ProcessEntry> found = new ArrayList<>(names.length);
    for (String name : names) {
      if (Character.isDigit(name.charAt(0))) {
        stat(proc + "/" + name).ifPresent(found::add);
      }
    }
    return found;
  }

  @Override
  public Optional<ProcessEntry> find(long pid) {
    return stat(directory(pid));
  }

  private static Optional<ProcessEntry> stat(String directory) {
    return read(directory + "/stat").map(LinuxProcessTable::parse);
  }

  /** Parses a line of {@code stat}; the name in parentheses may itself hold spaces and such. */
  static ProcessEntry parse(String stat) {
    int afterName = stat.lastIndexOf(')') + 2;
    String[] rest = stat.substring(afterName).trim().split(" ", -1);
    return new ProcessEntry(
        Long.parseLong(stat.substring(0, stat.indexOf(' '))),
        Long.parseLong(rest[1]),
        Long.parseLong(rest[2]),
        rest[0].charAt(0),
        Integer.parseInt(rest[17]),
        Long.parseLong(rest[19]));
  }

  @Override
  public Optional<String> variable(long pid, String name) {
    String wanted = '\0' + name + '=';
    return read(directory(pid) + "/environ")
        .map(environment -> '\0' + environment)
        .filter(environment -> environment.contains(wanted))
        .map(
            environment -> {
              int from = environment.indexOf(wanted) + wanted.length();
              int to = environment.indexOf('\0', from);
              return environment.substring(from, to < 0 ? environment.length() : to);
            });
  }

  @Override
  public boolean stopped(long pid) {
    String tasks = directory(pid) + "/task";
    String[] threads = new File(tasks).list();
    return threads != null
        && Arrays.stream(threads)
            .flatMap(thread -> stat(tasks + '/' + thread).stream())
            .allMatch(thread -> "TZX".indexOf(thread.state()) >= 0);
  }

  @Override
  public Optional<Memory.Usage> memory(long pid) {
    return read(directory(pid) + "/status")
        .filter(status -> status.contains("VmRSS:"))
        .map(status -> new Memory.Usage(bytes(status, "VmRSS:"), bytes(status, "VmHWM:")));
  }

  private static long bytes(String status, String field) {
    int from = status.indexOf(field) + field.length();
    String value = status.substring(from, status.indexOf("kB", from)).trim();
    return Long.parseLong(value) * 1024;
  }

  @Override
  public String place() {
    try {
      return Files.readString(proc.resolve("sys/kernel/random/boot_id")).trim()
          + ' '
          + Files.readSymbolicLink(proc.resolve("self/ns/pid"));
    } catch (IOException e) {
      throw new ProcessException(
          "This boot of the machine can't be told from others: " + proc + " is not readable.", e);
    }
  }

  private String directory(long pid) {
    return proc + "/" + pid;
  }

  /**
   * Empty when the process is gone, or is somebody else's. Each kill looks at every process a few
   * times, and a plain stream costs less on such small files than a channel.
   */
  private static Optional<String> read(String file) {
    try (FileInputStream in = new FileInputStream(file)) {
      String content = new String(in.readAllBytes(), ISO_8859_1);
      return content.isEmpty() ? Optional.empty() : Optional.of(content);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
