package dev.crashproof.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says in a sentence why a command can't be started, before anything is started. */
final class CommandCheck {
  private CommandCheck() {}

  /** Refuses what is wrong whatever the machine. */
  static void shape(List<String> commandLine, Map<String, String> added) {
    if (commandLine.isEmpty() || commandLine.get(0).isBlank()) {
      throw new ProcessException(
          "The worker's command line is empty: give the executable and its arguments.");
    }
    if (commandLine.get(0).startsWith("-")) {
      throw new ProcessException(
          "The worker's command line begins with the option '"
              + commandLine.get(0)
              + "': give the executable first.");
    }
    if (commandLine.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
      throw new ProcessException(
          "The worker's command line holds a NUL character, which no argument can carry: "
              + commandLine);
    }
    added.forEach(CommandCheck::variable);
  }

  private static void variable(String name, String value) {
    if (name.isEmpty() || name.indexOf('=') >= 0 || (name + value).indexOf('\0') >= 0) {
      throw new ProcessException(
          "The worker's environment variable '"
              + name
              + "' can't be set: a name is not empty, holds no '=', and neither it nor its value a"
              + " NUL character.");
    }
    if (name.equals(RunMarker.RUN) || name.equals(RunMarker.CHILD)) {
      throw new ProcessException(
          "The worker's environment variable '"
              + name
              + "' is Crashproof's own mark on its children: choose another name.");
    }
  }

  /** Refuses what this machine does not have. */
  static void startable(WorkerCommand command, Map<String, String> environment) {
    if (!Files.isDirectory(command.directory())) {
      throw new ProcessException(
          "The worker's working directory " + command.directory() + " does not exist: create it.");
    }
    String name = command.commandLine().get(0);
    String path = environment.getOrDefault("PATH", "");
    if (find(name, command.directory(), path).isEmpty()) {
      throw new ProcessException(
          name.indexOf('/') >= 0
              ? "The worker's executable "
                  + command.directory().resolve(name)
                  + " is missing or not executable: build it, or correct the command line."
              : "The worker's executable '"
                  + name
                  + "' was not found on the PATH ("
                  + path
                  + "): install it, or give its full path.");
    }
    jarIn(command.commandLine())
        .map(command.directory()::resolve)
        .filter(jar -> !Files.isRegularFile(jar))
        .ifPresent(
            jar -> {
              throw new ProcessException(
                  "The worker jar is missing: "
                      + jar
                      + " does not exist; build it with mvn package, or correct the command line.");
            });
  }

  /** An executable file by its path, or by its name on a PATH. */
  static Optional<Path> find(String name, Path directory, String path) {
    if (name.indexOf('/') >= 0) {
      return Optional.of(directory.resolve(name)).filter(CommandCheck::isExecutable);
    }
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .map(entry -> directory.resolve(entry).resolve(name))
        .filter(CommandCheck::isExecutable)
        .findFirst();
  }

  private static boolean isExecutable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  /** The jar of {@code java [flags] -jar X}, the only form whose missing file java tells late. */
  private static Optional<String> jarIn(List<String> line) {
    String executable = String.valueOf(Path.of(line.get(0)).getFileName());
    int option = line.indexOf("-jar");
    boolean onlyFlagsBefore =
        option > 0
            && line.subList(1, option).stream()
                .allMatch(flag -> flag.startsWith("-") || flag.startsWith("@"));
    return executable.equals("java") && onlyFlagsBefore && option + 1 < line.size()
        ? Optional.of(line.get(option + 1))
        : Optional.empty();
  }
}
