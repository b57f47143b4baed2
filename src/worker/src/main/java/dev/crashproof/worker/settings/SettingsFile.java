package dev.crashproof.worker.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A properties file of settings under their environment names.
 *
 * @param name how messages call it
 * @param values what it sets
 */
record SettingsFile(String name, Map<String, String> values) {
  static final SettingsFile NONE = new SettingsFile("no file", Map.of());

  static SettingsFile read(Given path) throws SettingsException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(path.value()), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw path.wrong("names the file " + path.value() + ", which does not exist");
    } catch (IOException | IllegalArgumentException e) {
      throw path.wrong(
          "names the file " + path.value() + ", which cannot be read as properties: " + e);
    }
    Map<String, String> values = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.equals(Setting.SETTINGS_FILE.key())
          || (Setting.of(key).isEmpty() && !key.startsWith(Connection.HEADER))) {
        throw new SettingsException(
            key + " (from file " + path.value() + ") is no setting: --help lists those there are.");
      }
      values.put(key, properties.getProperty(key));
    }
    return new SettingsFile("file " + path.value(), values);
  }
}
