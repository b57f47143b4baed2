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
import java.util.regex.Pattern;

/**
 * A properties file of settings under their environment names.
 *
 * @param name how messages call it
 * @param values what it sets
 */
record SettingsFile(String name, Map<String, String> values) {
  static final SettingsFile NONE = new SettingsFile("no file", Map.of());

  // What temporal-envconfig knows beyond the settings of our own.
  private static final Pattern CONNECTION =
      Pattern.compile(
          "TEMPORAL_(API_KEY|TLS|TLS_SERVER_NAME|TLS_DISABLE_HOST_VERIFICATION"
              + "|TLS_(CLIENT_CERT|CLIENT_KEY|SERVER_CA_CERT)_(PATH|DATA)|GRPC_META_.+)");

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
          || (Setting.of(key).isEmpty() && !CONNECTION.matcher(key).matches())) {
        throw new SettingsException(
            key + " (from file " + path.value() + ") is no setting: --help lists those there are.");
      }
      values.put(key, properties.getProperty(key));
    }
    return new SettingsFile("file " + path.value(), values);
  }
}
