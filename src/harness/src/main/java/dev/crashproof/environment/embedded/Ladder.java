package dev.crashproof.environment.embedded;

import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the highest {@link Rung} that can be had here. */
final class Ladder {
  private static final String SERVER = "temporal-server";
  private static final String SQL_TOOL = "temporal-sql-tool";
  private static final String COMMAND_LINE = "temporal";

  private final Settings settings;
  private final List<Path> searchPath;
  private final CommandLineDownload download;

  Ladder(Settings settings, List<Path> searchPath, CommandLineDownload download) {
    this.settings = settings;
    this.searchPath = List.copyOf(searchPath);
    this.download = download;
  }

  /**
   * A rung and why it is this one.
   *
   * @param rung the rung
   * @param reason why, in one line, with why not for those above
   */
  record Choice(Rung rung, String reason) {}

  Choice climb() {
    if (settings.temporalBinary().isPresent()) {
      Path binary = settings.temporalBinary().get();
      return new Choice(configured(binary), "crashproof.temporal.binary is " + binary);
    }
    List<String> missing = new ArrayList<>();
    Optional<Rung> onPath = onPath(missing);
    if (onPath.isPresent()) {
      return choice(onPath.get(), "found on PATH", missing);
    }
    Optional<Rung> downloaded = downloaded(missing);
    if (downloaded.isPresent()) {
      return choice(downloaded.get(), "downloaded by the SDK", missing);
    }
    return choice(new Rung.TestServer(), "the last resort", missing);
  }

  private static Choice choice(Rung rung, String reason, List<String> missing) {
    missing.add(0, reason);
    return new Choice(rung, String.join("; ", missing));
  }

  /** The rung of a binary that the user set; it must be usable, else nothing is. */
  static Rung configured(Path binary) {
    if (!executable(binary)) {
      throw new EnvironmentException(
          "The setting crashproof.temporal.binary is '%s', which is no executable file: name a temporal or a temporal-server."
              .formatted(binary));
    }
    String name = String.valueOf(binary.getFileName());
    if (name.startsWith(SERVER)) {
      Path tool = binary.resolveSibling(SQL_TOOL);
      if (!executable(tool)) {
        throw new EnvironmentException(
            "The setting crashproof.temporal.binary is '%s', and there is no %s beside it to make its schema: put one there."
                .formatted(binary, SQL_TOOL));
      }
      return new Rung.Server(binary, tool);
    }
    if (name.startsWith(COMMAND_LINE)) {
      return new Rung.DevServer(binary);
    }
    throw new EnvironmentException(
        "The setting crashproof.temporal.binary is '%s', and the name tells neither a temporal nor a temporal-server: rename it."
            .formatted(binary));
  }

  private Optional<Rung> onPath(List<String> missing) {
    Optional<Path> server = find(SERVER);
    if (server.isPresent()) {
      Path tool = server.get().resolveSibling(SQL_TOOL);
      if (executable(tool)) {
        return Optional.of(new Rung.Server(server.get(), tool));
      }
      missing.add("no " + SQL_TOOL + " beside " + server.get());
    }
    Optional<Path> commandLine = find(COMMAND_LINE);
    if (commandLine.isPresent()) {
      return commandLine.map(Rung.DevServer::new);
    }
    missing.add(
        server.isPresent()
            ? "no " + COMMAND_LINE + " on PATH"
            : "no " + SERVER + " or " + COMMAND_LINE + " on PATH");
    return Optional.empty();
  }

  private Optional<Rung> downloaded(List<String> missing) {
    if (!settings.download()) {
      missing.add("crashproof.temporal.download is false");
      return Optional.empty();
    }
    CommandLineDownload.Outcome outcome = download.fetch();
    outcome.problem().ifPresent(problem -> missing.add("no download: " + problem));
    return outcome.binary().map(Rung.DevServer::new);
  }

  private Optional<Path> find(String name) {
    return searchPath.stream()
        .map(directory -> directory.resolve(name))
        .filter(Ladder::executable)
        .findFirst();
  }

  private static boolean executable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
