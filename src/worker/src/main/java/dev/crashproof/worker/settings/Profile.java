package dev.crashproof.worker.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.ClientConfigTLS;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection profile of a TOML file, as temporal-envconfig reads it; it is the weakest place that
 * settings come from, but for their defaults.
 *
 * @param name what messages call it
 * @param config what it says, and the headers that all places give
 */
record Profile(String name, ClientConfigProfile config) {

  static Profile load(Sources sources) throws SettingsException {
    Map<String, String> environment = new HashMap<>(sources.asEnvironment());
    // Only headers, which this project has no names of its own for, are left to temporal-envconfig.
    Connection.SETTINGS.forEach(setting -> environment.remove(setting.key()));
    boolean named = sources.isGiven(Setting.CONFIG_FILE);
    Given file = sources.get(Setting.CONFIG_FILE);
    if (named && !exists(file.value())) {
      throw file.wrong("names the file " + file.value() + ", which does not exist");
    }
    Given profile = sources.get(Setting.PROFILE);
    boolean wanted = named || sources.isGiven(Setting.PROFILE) || usualFileExists(environment);
    try {
      return new Profile(
          "profile '" + profile.value() + "'",
          ClientConfigProfile.load(
              LoadClientConfigProfileOptions.newBuilder()
                  .setEnvOverrides(environment)
                  // Its TOML reader is not loaded for nothing: that costs a start some 50 ms.
                  .setDisableFile(!wanted)
                  .build()));
    } catch (IOException e) {
      throw file.wrong("names a file that is no TOML of profiles" + place(e));
    } catch (IllegalArgumentException e) {
      throw profile.wrong("is '" + profile.value() + "': " + firstLine(e));
    }
  }

  /** What the profile says of a setting, if anything. */
  Optional<Given> get(Setting setting) {
    ClientConfigTLS tls = config.getTls();
    return switch (setting) {
      case ADDRESS -> given("address", config.getAddress());
      case NAMESPACE -> given("namespace", config.getNamespace());
      case API_KEY -> given("api_key", config.getApiKey());
      default -> tls == null ? Optional.empty() : get(setting, tls);
    };
  }

  private Optional<Given> get(Setting setting, ClientConfigTLS tls) {
    return switch (setting) {
      // A table of TLS turns it on, unless it says otherwise.
      case TLS -> given("tls", String.valueOf(!Boolean.TRUE.equals(tls.isDisabled())));
      case TLS_SERVER_NAME -> given("tls.server_name", tls.getServerName());
      case TLS_DISABLE_HOST_VERIFICATION ->
          given(
              "tls.disable_host_verification",
              tls.isDisableHostVerification() == null
                  ? null
                  : tls.isDisableHostVerification().toString());
      case TLS_CLIENT_CERT_PATH -> given("tls.client_cert_path", tls.getClientCertPath());
      case TLS_CLIENT_CERT_DATA -> given("tls.client_cert_data", text(tls.getClientCertData()));
      case TLS_CLIENT_KEY_PATH -> given("tls.client_key_path", tls.getClientKeyPath());
      case TLS_CLIENT_KEY_DATA -> given("tls.client_key_data", text(tls.getClientKeyData()));
      case TLS_SERVER_CA_CERT_PATH -> given("tls.server_ca_cert_path", tls.getServerCACertPath());
      case TLS_SERVER_CA_CERT_DATA ->
          given("tls.server_ca_cert_data", text(tls.getServerCACertData()));
      default -> Optional.empty();
    };
  }

  private Optional<Given> given(String key, @Nullable String value) {
    return value == null || value.isBlank()
        ? Optional.empty()
        : Optional.of(new Given(key, name, value, Given.PROFILE));
  }

  private static @Nullable String text(byte @Nullable [] pem) {
    return pem == null ? null : new String(pem, StandardCharsets.UTF_8);
  }

  private static boolean exists(String path) {
    try {
      return Files.isRegularFile(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Whether there is a file where temporal-envconfig looks for one that nobody named. */
  private static boolean usualFileExists(Map<String, String> environment) {
    String home = System.getProperty("user.home", "");
    return Stream.of(
            Path.of(home, ".config"),
            Path.of(home, "Library", "Application Support"),
            Path.of(environment.getOrDefault("APPDATA", home)))
        .anyMatch(folder -> Files.exists(folder.resolve("temporalio").resolve("temporal.toml")));
  }

  /** Where the file is wrong. Not what stands there, as the parser would say: it may be a key. */
  private static String place(IOException e) {
    JsonLocation at = e instanceof JsonProcessingException json ? json.getLocation() : null;
    return at == null
        ? " or cannot be read"
        : ": line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message.lines().findFirst().orElse("");
  }
}
