package dev.crashproof.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerCommandTest extends InARun {

  @Test
  void anEmptyCommandIsRefused() {
    assertThatThrownBy(() -> WorkerCommand.of(List.of()))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("command line is empty");
    assertThatThrownBy(() -> WorkerCommand.of(" ")).hasMessageContaining("command line is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A=B", "N\0UL", "CRASHPROOF_RUN", "CRASHPROOF_CHILD"})
  void aVariableThatCannotBeSetIsRefused(String name) {
    WorkerCommand command = WorkerCommand.of("true");

    assertThatThrownBy(() -> command.with(name, "x"))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("environment variable '" + name + "'");
  }

  @Test
  void aMissingJarIsNamed() {
    WorkerCommand command = WorkerCommand.jar(temp.resolve("worker.jar"), List.of("-Xmx64m"));

    assertRefused(command, "worker jar is missing: " + temp + "/worker.jar", "mvn package");
  }

  @Test
  void aMissingExecutableIsNamed() {
    assertRefused(WorkerCommand.of("no-such-worker"), "'no-such-worker' was not found on the PATH");
    assertRefused(WorkerCommand.of("./worker.sh").in(temp), temp + "/./worker.sh is missing");
  }

  @Test
  void aMissingDirectoryIsNamed() {
    assertRefused(WorkerCommand.of("true").in(temp.resolve("gone")), temp + "/gone does not exist");
  }

  private void assertRefused(WorkerCommand command, String... words) {
    WorkerProcess worker = run.worker("refused" + words[0].hashCode(), command, recorder);
    assertThatThrownBy(worker::start)
        .isInstanceOf(ProcessException.class)
        .hasMessageContainingAll(words);
    assertThat(worker.starts()).isZero();
    assertThat(recorder.history().ops()).isEmpty();
  }

  @Test
  void theEnvironmentIsTheHarnessesWithoutTheRemovedWithTheAdded() {
    String inherited = System.getenv().keySet().stream().sorted().findFirst().orElseThrow();
    WorkerCommand command =
        WorkerCommand.of("/usr/bin/env")
            .without(inherited, "TEMPORAL_*")
            .with("TEMPORAL_HOST", "localhost:7233")
            .with("dotted.name", "kept as it is")
            .in(temp);
    Child child = run.worker("env", command, recorder).start();
    child.awaitExit(SOON);

    assertThat(child.tail(500))
        .contains(
            "TEMPORAL_HOST=localhost:7233",
            "dotted.name=kept as it is",
            "CRASHPROOF_RUN=" + run.id(),
            "CRASHPROOF_CHILD=" + run.id() + "/env-1")
        .noneMatch(line -> line.startsWith(inherited + "="));
  }

  @Test
  void theWorkingDirectoryIsTheCommands() throws Exception {
    Child child = run.worker("pwd", WorkerCommand.of("pwd").in(temp), recorder).start();
    child.awaitExit(SOON);

    assertThat(child.tail(1)).containsExactly(temp.toRealPath().toString());
    assertThat(Files.exists(temp)).isTrue();
  }
}
