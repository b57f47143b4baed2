package dev.crashproof.environment;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A {@link HarnessMain} in a JVM of its own. */
public final class HarnessJvm implements AutoCloseable {
  private final Process process;
  private final List<String> output = new ArrayList<>();

  private HarnessJvm(Process process) {
    this.process = process;
  }

  public static HarnessJvm start(Path base, Map<String, String> environment, Settings settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("-Dcrashproof.backend=" + settings.backend());
    settings
        .temporalBinary()
        .ifPresent(binary -> command.add("-Dcrashproof.temporal.binary=" + binary));
    command.add(HarnessMain.class.getName());
    command.add(base.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new HarnessJvm(builder.start());
  }

  /** The rest of the first line that begins so; fails with all output where none comes. */
  public String await(String beginning) throws IOException {
    BufferedReader reader = process.inputReader();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      output.add(line);
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
    }
    throw new AssertionError("No line began with " + beginning + ":\n" + String.join("\n", output));
  }

  /** SIGKILL to the JVM alone, and returns when it is gone. */
  public void killAlone() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
