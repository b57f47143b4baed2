package dev.crashproof.worker.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A secret or a certificate: a file that has it, or the thing itself. */
public final class Material {
  private final Given given;
  private final Optional<Path> file;

  private Material(Given given, Optional<Path> file) {
    this.given = given;
    this.file = file;
  }

  static Material inFile(Given given) throws SettingsException {
    try {
      return new Material(given, Optional.of(Path.of(given.value().strip())));
    } catch (InvalidPathException e) {
      throw given.wrong("names no file that can be one");
    }
  }

  static Material itself(Given given) {
    return new Material(given, Optional.empty());
  }

  /** The file, if it is one: it may say something else later. */
  public Optional<Path> file() {
    return file;
  }

  /**
   * What it says now.
   *
   * @throws IOException if its file cannot be read
   */
  public String read() throws IOException {
    return file.isPresent() ? Files.readString(file.get()) : given.value();
  }

  /** The complaint about it, with the setting's name; the caller does not show what it says. */
  public SettingsException wrong(String why) {
    return given.wrong(file.map(path -> "names the file " + path + ", which " + why).orElse(why));
  }

  Given given() {
    return given;
  }

  /** Where it is, never what it says. */
  @Override
  public String toString() {
    return given.name() + file.map(path -> " (file " + path + ")").orElse("");
  }
}
