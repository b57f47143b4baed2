package dev.crashproof.environment;

import dev.crashproof.process.Run;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A harness of its own JVM: starts what its settings ask for, pauses the database, as that leaves
 * the most to clean up, and holds it until it is killed.
 */
public final class HarnessMain {
  static final String READY = "READY ";
  static final String FAILED = "FAILED ";

  private HarnessMain() {}

  /** With the registry's base directory. */
  public static void main(String[] arguments) throws IOException {
    try (Run run = StartedEnvironment.openRun(Path.of(arguments[0]))) {
      Environment environment =
          Environments.start(Settings.fromSystem(), run, line -> System.out.println(line));
      Database database = environment.newDatabase("held");
      ((PausableDatabase) environment).pauseDatabase();
      System.out.println(
          READY + run.id() + " " + environment.temporalAddress() + " " + database.jdbcUrl());
      int end = System.in.read();
      System.out.println("ends with " + end);
    } catch (EnvironmentException e) {
      System.out.println(FAILED + e.getMessage());
    }
  }
}
