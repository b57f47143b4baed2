package dev.crashproof.worker.settings;

import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The connection to Temporal: what temporal-envconfig reads, with this project's names and
 * complaints around it.
 */
final class Connection {

  private Connection() {}

  static TemporalSettings read(Sources sources) throws SettingsException {
    Map<String, String> environment = sources.asEnvironment();
    // TEMPORAL_HOST is the same setting by another name: the one given in the stronger place
    // counts.
    boolean byHost = sources.strength(Setting.HOST) > sources.strength(Setting.ADDRESS);
    Given address = sources.get(byHost ? Setting.HOST : Setting.ADDRESS);
    Given namespace = sources.get(Setting.NAMESPACE);
    environment.remove(Setting.ADDRESS.key());
    environment.remove(Setting.NAMESPACE.key());
    ClientConfigProfile profile = profile(sources, environment);

    // A profile is in a file, and so weaker than what is given beside it.
    if (address.strength() == Given.DEFAULT && profile.getAddress() != null) {
      address = inProfile(sources, "address", profile.getAddress());
    }
    if (namespace.strength() == Given.DEFAULT && profile.getNamespace() != null) {
      namespace = inProfile(sources, "namespace", profile.getNamespace());
    }
    String target = Parse.address(address);
    String name = namespace.value().strip();
    return new TemporalSettings(
        target, name, profile.toBuilder().setAddress(target).setNamespace(name).build());
  }

  private static Given inProfile(Sources sources, String name, String value)
      throws SettingsException {
    return new Given(
        name, "profile '" + sources.get(Setting.PROFILE).value() + "'", value, Given.FILE);
  }

  private static ClientConfigProfile profile(Sources sources, Map<String, String> environment)
      throws SettingsException {
    boolean named = sources.isGiven(Setting.CONFIG_FILE);
    Given file = sources.get(Setting.CONFIG_FILE);
    if (named && !exists(file.value())) {
      throw file.wrong("names the file " + file.value() + ", which does not exist");
    }
    Given profile = sources.get(Setting.PROFILE);
    boolean wanted = named || sources.isGiven(Setting.PROFILE) || usualFileExists(environment);
    try {
      return ClientConfigProfile.load(
          LoadClientConfigProfileOptions.newBuilder()
              .setEnvOverrides(environment)
              // Its TOML reader is not loaded for nothing: that costs a start some 50 ms.
              .setDisableFile(!wanted)
              .build());
    } catch (IOException e) {
      throw file.wrong("names a file that is no TOML of profiles: " + firstLine(e));
    } catch (IllegalArgumentException e) {
      throw profile.wrong("is '" + profile.value() + "': " + firstLine(e));
    }
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

  private static String firstLine(Exception e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message.lines().findFirst().orElse("");
  }
}
