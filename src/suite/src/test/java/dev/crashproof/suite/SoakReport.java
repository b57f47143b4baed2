package dev.crashproof.suite;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crashproof.report.SoakRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A soak's own report, {@code soak.json} and {@code soak.md}: it is no part of a run's. */
final class SoakReport {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private SoakReport() {}

  /** What the report is made from: the environment in words, what was counted, the command. */
  private record Saved(String environment, String command, SoakTally.Snapshot soak) {}

  /** Writes both files. */
  static void write(Path directory, String environment, String command, SoakTally.Snapshot soak) {
    try {
      Files.writeString(
          directory.resolve("soak.json"),
          JSON.writeValueAsString(new Saved(environment, command, soak)) + "\n");
      Files.writeString(directory.resolve("soak.md"), page(environment, command, soak));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The soak's report could not be written into %s: %s. Make the directory writable."
              .formatted(directory, e),
          e);
    }
  }

  private static String page(String environment, String command, SoakTally.Snapshot soak) {
    SoakRecord record = soak.record();
    List<String> lines = new ArrayList<>();
    lines.add("# Soak: the sound worker under random faults");
    lines.add("");
    lines.add("`%s`".formatted(command));
    lines.add("");
    lines.add(environment);
    lines.add("");
    lines.add("| | |");
    lines.add("|---|---|");
    lines.add(row("runs without a fault", record.faultFreeRuns()));
    lines.add(row("runs under faults", record.faultyRuns()));
    lines.add(
        row("of these, with every fault of the schedule", record.faultyRuns() - soak.partly()));
    lines.add(
        row(
            "of these, over before the last one's moment, or not shown to have met it",
            soak.partly()));
    lines.add(row("runs over before the first fault's moment, not counted above", soak.missed()));
    lines.add(row("faults that struck", record.faults()));
    lines.add(row("**false alarms** (a checker said INVALID)", record.falseAlarms()));
    lines.add(row("runs of which a checker could not tell", soak.doubts().size()));
    lines.add(row("workflows side by side", soak.lanes()));
    lines.add(
        row(
            "runs a minute without a fault",
            perMinute(record.faultFreeRuns(), soak.freeSeconds())));
    lines.add(
        row("runs a minute under faults", perMinute(record.faultyRuns(), soak.faultySeconds())));
    lines.add(row("seconds", Math.round(record.seconds())));
    lines.add(row("seed", record.seed()));
    lines.addAll(table("Workload", soak.workflows()));
    lines.addAll(table("Fault", soak.kinds()));
    lines.addAll(list("False alarms", record.alarms()));
    lines.addAll(list("Not told", soak.doubts()));
    return String.join("\n", lines) + "\n";
  }

  private static Object perMinute(int runs, double seconds) {
    return seconds == 0 ? "–" : Math.round(runs * 60 / seconds);
  }

  private static String row(String what, Object value) {
    return String.format(Locale.ROOT, "| %s | %s |", what, value);
  }

  private static List<String> table(String what, Map<String, Integer> counts) {
    List<String> lines =
        new ArrayList<>(List.of("", "| %s | times |".formatted(what), "|---|---|"));
    counts.forEach((name, times) -> lines.add(row(name, times)));
    return lines;
  }

  private static List<String> list(String title, List<String> entries) {
    List<String> lines = new ArrayList<>();
    if (!entries.isEmpty()) {
      lines.addAll(List.of("", "## " + title, ""));
      entries.forEach(entry -> lines.add("- " + entry.replaceAll("\\s+", " ")));
    }
    return lines;
  }
}
