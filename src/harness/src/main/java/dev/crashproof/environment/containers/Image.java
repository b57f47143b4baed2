package dev.crashproof.environment.containers;

import dev.crashproof.environment.EnvironmentException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * An image by its two names, as compose's {@code .env} has them.
 *
 * @param official the name in the public registry
 * @param offline the name under which {@code compose/offline/build} makes it
 */
record Image(String official, String offline) {
  private static final Properties NAMES = load();

  static final Image POSTGRES = named("POSTGRES");
  static final Image TEMPORAL_SERVER = named("TEMPORAL_SERVER");
  static final Image TEMPORAL_ADMIN_TOOLS = named("TEMPORAL_ADMIN_TOOLS");

  private static Image named(String key) {
    return new Image(name(key + "_IMAGE"), name(key + "_OFFLINE_IMAGE"));
  }

  private static String name(String key) {
    String name = NAMES.getProperty(key);
    if (name == null) {
      throw new EnvironmentException("compose/.env names no " + key + ": add it and build again.");
    }
    return name;
  }

  private static Properties load() {
    Properties names = new Properties();
    try (InputStream env = Image.class.getResourceAsStream(".env")) {
      if (env == null) {
        throw new EnvironmentException(
            "The harness's jar lacks its copy of compose/.env: build it again with Maven.");
      }
      names.load(env);
    } catch (IOException e) {
      throw new EnvironmentException("The harness's copy of compose/.env can't be read.", e);
    }
    return names;
  }
}
