package dev.crashproof.worker.settings;

import java.util.HashMap;
import java.util.Map;

/** Where settings come from, the strongest first: flags, environment, settings file, defaults. */
final class Sources {
  private final Map<Setting, String> flags;
  private final Map<String, String> environment;
  private final SettingsFile file;

  private Sources(Map<Setting, String> flags, Map<String, String> environment, SettingsFile file) {
    this.flags = flags;
    this.environment = environment;
    this.file = file;
  }

  static Sources of(Map<Setting, String> flags, Map<String, String> environment)
      throws SettingsException {
    Sources withoutFile = new Sources(flags, environment, SettingsFile.NONE);
    return withoutFile.isGiven(Setting.SETTINGS_FILE)
        ? new Sources(flags, environment, SettingsFile.read(withoutFile.get(Setting.SETTINGS_FILE)))
        : withoutFile;
  }

  /** The setting from the strongest place that gives it; only a password may be blank. */
  Given get(Setting setting) throws SettingsException {
    Given given = find(setting);
    if (given.value().isBlank()
        && given.strength() > Given.DEFAULT
        && setting != Setting.DATABASE_PASSWORD) {
      throw given.wrong("is blank: give it a value or do not set it");
    }
    return given;
  }

  boolean isGiven(Setting setting) {
    return find(setting).strength() > Given.DEFAULT;
  }

  /** How strong the place is that gives the setting. */
  int strength(Setting setting) {
    return find(setting).strength();
  }

  private Given find(Setting setting) {
    String key = setting.key();
    String value = flags.get(setting);
    if (value != null) {
      return new Given(setting.flag().orElse(key), "the command line", value, Given.FLAG);
    }
    value = environment.get(key);
    if (value != null) {
      return new Given(key, "the environment", value, Given.ENVIRONMENT);
    }
    value = file.values().get(key);
    return value != null
        ? new Given(key, file.name(), value, Given.FILE)
        : new Given(key, "its default", setting.defaultValue(), Given.DEFAULT);
  }

  /** What messages call the settings file. */
  String fileName() {
    return file.name();
  }

  /** What the environment would be if all that is given had been given there. */
  Map<String, String> asEnvironment() {
    Map<String, String> all = new HashMap<>(file.values());
    all.putAll(environment);
    flags.forEach((setting, value) -> all.put(setting.key(), value));
    return all;
  }
}
