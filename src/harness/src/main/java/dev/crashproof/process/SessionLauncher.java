package dev.crashproof.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a command line must begin with so that the child leads a session, and so a process group, of
 * its own whose id is its pid. Java can't ask for that itself. Each of these replaces itself by the
 * command, in place.
 */
final class SessionLauncher {
  private static final String PERL =
      "use POSIX; POSIX::setsid(); exec {$ARGV[0]} @ARGV; die \"$ARGV[0]: $!\\n\"";
  private static final String PYTHON =
      "import os, sys; os.setsid(); os.execvp(sys.argv[1], sys.argv[1:])";

  private final List<String> prefix;

  private SessionLauncher(List<String> prefix) {
    this.prefix = prefix;
  }

  /**
   * The first that the harness's PATH has: setsid of util-linux, perl, python3.
   *
   * @param path the PATH, in the environment's form
   */
  static SessionLauncher on(String path) {
    return Stream.<Function<String, Optional<List<String>>>>of(
            p -> tool("setsid", p, List.of()),
            p -> tool("perl", p, List.of("-e", PERL, "--")),
            p -> tool("python3", p, List.of("-c", PYTHON)))
        .flatMap(tool -> tool.apply(path).stream())
        .findFirst()
        .map(SessionLauncher::new)
        .orElseThrow(
            () ->
                new ProcessException(
                    "A worker can't be given a process group of its own because none of setsid,"
                        + " perl and python3 is on the PATH ("
                        + path
                        + "): install util-linux, or one of the others."));
  }

  private static Optional<List<String>> tool(String name, String path, List<String> arguments) {
    return CommandCheck.find(name, Path.of("").toAbsolutePath(), path)
        .map(
            found -> {
              List<String> line = new ArrayList<>();
              line.add(found.toString());
              line.addAll(arguments);
              return line;
            });
  }

  List<String> wrap(List<String> commandLine) {
    List<String> line = new ArrayList<>(prefix);
    line.addAll(commandLine);
    return line;
  }
}
