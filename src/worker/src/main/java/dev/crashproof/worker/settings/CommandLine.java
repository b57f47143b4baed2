package dev.crashproof.worker.settings;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The worker's flags. Built from {@link Setting}, so that a flag, its help and its name elsewhere
 * cannot differ.
 */
public final class CommandLine {

  /** What a command line asks for. */
  public sealed interface Request {}

  /**
   * To run with these flags.
   *
   * @param flags what was given
   */
  public record Run(Map<Setting, String> flags) implements Request {}

  /**
   * To show something and leave.
   *
   * @param text what to show
   */
  public record Show(String text) implements Request {}

  /**
   * To show the settings that these flags and all else make.
   *
   * @param flags what was given
   */
  public record Print(Map<Setting, String> flags) implements Request {}

  private static final String PRINT = "--print-config";

  private CommandLine() {}

  /**
   * Reads the flags.
   *
   * @param version what {@code --version} shows
   * @throws SettingsException if there is a flag that does not exist, or one without its value
   */
  public static Request parse(String version, String... arguments) throws SettingsException {
    // The usual start in a container has none, and is spared the parser.
    return arguments.length == 0 ? new Run(Map.of()) : parse(specification(version), arguments);
  }

  private static Request parse(CommandSpec specification, String... arguments)
      throws SettingsException {
    picocli.CommandLine commandLine = new picocli.CommandLine(specification);
    ParseResult result;
    try {
      result = commandLine.parseArgs(arguments);
    } catch (ParameterException e) {
      throw new SettingsException(
          e.getMessage() + " (from the command line): --help lists the flags there are.");
    }
    if (commandLine.isUsageHelpRequested()) {
      return new Show(commandLine.getUsageMessage(Help.Ansi.OFF));
    }
    if (commandLine.isVersionHelpRequested()) {
      return new Show("crashproof-worker " + specification.version()[0] + System.lineSeparator());
    }
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      setting
          .flag()
          .filter(result::hasMatchedOption)
          .ifPresent(flag -> flags.put(setting, result.matchedOptionValue(flag, "")));
    }
    return result.hasMatchedOption(PRINT) ? new Print(flags) : new Run(flags);
  }

  private static CommandSpec specification(String version) {
    CommandSpec specification = CommandSpec.create().name("crashproof-worker").version(version);
    for (Setting setting : Setting.values()) {
      setting
          .flag()
          .ifPresent(
              flag ->
                  specification.addOption(
                      OptionSpec.builder(flag)
                          .paramLabel(setting.label())
                          .type(String.class)
                          .description(setting.meaning(), "[" + setting.key() + "]")
                          .build()));
    }
    specification.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("show this").build());
    specification.addOption(
        OptionSpec.builder("--version").versionHelp(true).description("show the version").build());
    specification.addOption(
        OptionSpec.builder(PRINT)
            .description("show every setting, where it comes from, no secret; then leave")
            .build());
    specification
        .usageMessage()
        .width(100)
        .description("Serves the workflows and activities of ADR-006 on one task queue.")
        .footer(footer());
    return specification;
  }

  private static String[] footer() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "",
                "A flag wins over the environment variable of the name in brackets, which wins over the same",
                "name in the settings file, which wins over the profile. Durations: 500ms, 20s, 2m, PT20S.",
                "",
                "Without a flag, since a command line is public or Temporal's clients have none:"));
    for (Setting setting : Setting.values()) {
      if (setting.flag().isEmpty()) {
        lines.add("  " + setting.key());
        lines.add("      " + setting.meaning());
      }
    }
    lines.addAll(
        List.of(
            "  " + Connection.HEADER + "<NAME>",
            "      a header of every call to Temporal",
            "",
            "Exit codes: 0 drained, 1 failed, 2 wrong setting, 3 out of memory, 4 drain timed out."));
    return lines.toArray(String[]::new);
  }
}
