package dev.crashproof.worker.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every setting in a line: its value, without what is secret, and where it comes from. */
public final class Printed {
  private static final String NOTHING = "-";

  private record Line(String key, String value, String place) {}

  private final Sources sources;
  private final Connection connection;
  private final Map<String, String> environment;

  private Printed(Sources sources, Connection connection, Map<String, String> environment) {
    this.sources = sources;
    this.connection = connection;
    this.environment = environment;
  }

  /**
   * The lines.
   *
   * @param flags what the command line gave
   * @param environment the process's environment
   * @throws SettingsException naming the first setting that is wrong, and where it came from
   */
  public static String of(Map<Setting, String> flags, Map<String, String> environment)
      throws SettingsException {
    WorkerSettings settings = WorkerSettings.read(flags, environment);
    Sources sources = Sources.of(flags, environment);
    Printed printed = new Printed(sources, Connection.of(sources), environment);
    return printed.text(settings);
  }

  private String text(WorkerSettings settings) throws SettingsException {
    List<Line> lines = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      lines.add(line(setting, settings));
    }
    lines.addAll(headers());
    lines.addAll(tracing());
    int key = lines.stream().mapToInt(line -> line.key.length()).max().orElse(1);
    int value = lines.stream().mapToInt(line -> line.value.length()).max().orElse(1);
    String format = "%-" + key + "s  %-" + value + "s  %s%n";
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(format.formatted(line.key, line.value, line.place)));
    return text.toString();
  }

  private Line line(Setting setting, WorkerSettings settings) throws SettingsException {
    Given given = connection.get(setting);
    if (setting == Setting.DATABASE_USER && settings.database().user().isEmpty()) {
      return new Line(setting.key(), NOTHING, "named in " + Setting.DATABASE_URL.key());
    }
    if (setting == Setting.RECOVERY_DIRECTORY && given.value().isBlank()) {
      return new Line(
          setting.key(),
          settings.recoveryDirectory().map(Path::toString).orElse(NOTHING),
          "default");
    }
    if (given.strength() == Given.DEFAULT) {
      return setting == Setting.TLS
          ? encryption(settings.temporal())
          : new Line(
              setting.key(),
              given.value().isEmpty() ? NOTHING : given.value(),
              given.value().isEmpty() ? "not set" : "default");
    }
    String place = given.place() + (setting.key().equals(given.name()) ? "" : ", " + given.name());
    return new Line(setting.key(), Masks.shown(setting, given.value().strip()), place);
  }

  private Line encryption(TemporalSettings temporal) throws SettingsException {
    Optional<Setting> by = connection.encryptedBy();
    return new Line(
        Setting.TLS.key(),
        String.valueOf(temporal.tls().isPresent()),
        by.map(setting -> "on by " + setting.key()).orElse("default"));
  }

  /** What every call to Temporal carries: any of it may be how the worker is let in. */
  private List<Line> headers() {
    var metadata = connection.profile().config().getMetadata();
    if (metadata == null) {
      return List.of();
    }
    List<Line> lines = new ArrayList<>();
    for (String name : new TreeSet<>(metadata.keys())) {
      String key = Connection.HEADER + name.replace('-', '_').toUpperCase(Locale.ROOT);
      String place =
          environment.containsKey(key)
              ? "the environment"
              : sources.asEnvironment().containsKey(key)
                  ? sources.fileName()
                  : connection.profile().name();
      lines.add(new Line(key, Masks.MASK, place));
    }
    return lines;
  }

  /** OpenTelemetry's own, which it reads itself. */
  private List<Line> tracing() {
    List<Line> lines = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach(
            (key, value) -> {
              if (key.startsWith("OTEL_") && !key.equals(Setting.TRACES_ENDPOINT.key())) {
                boolean secret = key.endsWith("HEADERS");
                lines.add(new Line(key, secret ? Masks.MASK : Masks.url(value), "the environment"));
              }
            });
    return lines;
  }
}
