package dev.crashproof.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a worker, in whatever language, is started. The child's environment is the harness's, without
 * what is removed, with what is added. A value: starting it is {@link WorkerProcess}'s.
 *
 * @param commandLine the executable (a path, or a name to be found on the child's PATH) and its
 *     arguments
 * @param added variables of the environment, by name
 * @param removed names that the child does not inherit; a trailing {@code *} takes all names that
 *     begin so
 * @param directory the working directory; a relative executable is looked up from there
 */
public record WorkerCommand(
    List<String> commandLine, Map<String, String> added, Set<String> removed, Path directory) {

  /** Copies, and refuses what could never be started. */
  public WorkerCommand {
    commandLine = List.copyOf(commandLine);
    added = Map.copyOf(added);
    removed = Set.copyOf(removed);
    CommandCheck.shape(commandLine, added);
  }

  /** The command line, in the harness's environment and working directory. */
  public static WorkerCommand of(String... commandLine) {
    return of(Arrays.asList(commandLine));
  }

  /** The command line, in the harness's environment and working directory. */
  public static WorkerCommand of(List<String> commandLine) {
    return new WorkerCommand(commandLine, Map.of(), Set.of(), Path.of("").toAbsolutePath());
  }

  /** A runnable jar, on the JVM that the harness itself runs on. */
  public static WorkerCommand jar(Path jar, List<String> jvmFlags, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvmFlags);
    line.add("-jar");
    line.add(jar.toAbsolutePath().toString());
    line.addAll(Arrays.asList(arguments));
    return of(line);
  }

  /** The same with a variable in its environment. */
  public WorkerCommand with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(added);
    more.put(name, value);
    return new WorkerCommand(commandLine, more, removed, directory);
  }

  /** The same without inheriting these variables; {@code TEMPORAL_*} takes all that begin so. */
  public WorkerCommand without(String... names) {
    Set<String> more = new LinkedHashSet<>(removed);
    more.addAll(Arrays.asList(names));
    return new WorkerCommand(commandLine, added, more, directory);
  }

  /** The same in another working directory. */
  public WorkerCommand in(Path workingDirectory) {
    return new WorkerCommand(commandLine, added, removed, workingDirectory.toAbsolutePath());
  }

  /** Turns the harness's environment into the child's. */
  void applyTo(Map<String, String> environment) {
    environment.keySet().removeIf(this::isRemoved);
    environment.putAll(added);
  }

  private boolean isRemoved(String name) {
    return removed.stream()
        .anyMatch(
            pattern ->
                pattern.endsWith("*")
                    ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                    : name.equals(pattern));
  }
}
