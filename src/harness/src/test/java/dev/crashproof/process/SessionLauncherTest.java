package dev.crashproof.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionLauncherTest extends InARun {

  @ParameterizedTest
  @ValueSource(strings = {"setsid", "perl", "python3"})
  void eachToolGivesThePidAGroup(String tool) throws IOException {
    Path found = CommandCheck.find(tool, temp, System.getenv("PATH")).orElse(Path.of("/nowhere"));
    assumeThat(found).exists();
    Path only = Files.createDirectory(temp.resolve("bin"));
    Path script = only.resolve(tool);
    Files.writeString(script, "#!/bin/sh\nexec " + found + " \"$@\"\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    List<String> line = SessionLauncher.on(only.toString()).wrap(List.of("sleep", "1000"));
    assertThat(line.get(0)).isEqualTo(only.resolve(tool).toString());

    Process process = new ProcessBuilder(line).start();

    await().until(() -> Posix.local().groupOf(process.pid()) == process.pid());
    Posix.local().signalGroup(process.pid(), Signal.KILL);
    await().until(() -> !process.isAlive());
    assertThat(process.exitValue()).isEqualTo(137);
  }

  @Test
  void noneOfTheToolsIsAClearError() {
    assertThatThrownBy(() -> SessionLauncher.on(temp.toString()))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("none of setsid, perl and python3 is on the PATH");
  }
}
