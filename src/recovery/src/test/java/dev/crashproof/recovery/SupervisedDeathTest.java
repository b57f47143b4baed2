package dev.crashproof.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor in a process of its own, and children that really die. */
@Timeout(90)
class SupervisedDeathTest {
  private static final Duration LONG = Duration.ofSeconds(40);

  @TempDir private Path folder = Path.of("");
  private final List<ProcessHandle> processes = new ArrayList<>();
  private Path directory = Path.of("");
  private Path notes = Path.of("");
  private FakeServer server;

  private record Life(long pid, Path journal) {
    String named(String what) {
      return what + " of " + pid;
    }

    ProcessHandle process() {
      return ProcessHandle.of(pid).orElseThrow();
    }
  }

  @BeforeEach
  void serve() throws IOException {
    directory = folder.resolve("journals");
    notes = folder.resolve("notes");
    server = new FakeServer();
  }

  @AfterEach
  void endAll() {
    server.close();
    for (ProcessHandle process : processes) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  @Test
  void aKilledChildIsStartedAnewAndWhatItHeldIsGivenBack() throws Exception {
    Process supervisor = start("tied", 0);
    Life first = life(1);

    first.process().destroyForcibly();

    Life second = life(2);
    await().atMost(LONG).until(() -> held(first).equals(List.of(queueOf(first))));
    assertThat(asked()).containsExactlyInAnyOrder(all(first));
    supervisor.destroy();
    assertThat(exitCode(supervisor)).isZero();
    assertThat(ProcessHandle.of(second.pid)).isEmpty();
    assertThat(Files.readAllLines(notes)).hasSize(3).last().isEqualTo("drains " + second.pid);
    // Its queue was left to the second, which took it over no more than any program would that is
    // no worker: told again, so that nobody waits for it.
    assertThat(asked()).doesNotContain(all(second)).contains(all(first));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void oneThatDiesAgainAndAgainLeavesNoQueuesForItsHeirs() throws Exception {
    start("tied", 0);
    Life first = life(1);
    first.process().destroyForcibly();
    Life second = life(2);
    await().atMost(LONG).until(() -> held(first).equals(List.of(queueOf(first))));

    second.process().destroyForcibly();

    life(3);
    await().atMost(LONG).until(() -> !Files.exists(first.journal) && !Files.exists(second.journal));
    assertThat(asked()).contains(all(first)).contains(all(second));
  }

  @Test
  void theExitCodeOfADrainIsItsOwnAndWhatTheDrainLeftIsGivenBack() throws Exception {
    Process supervisor = start("tied", 4);
    Life life = life(1);

    supervisor.destroy();

    assertThat(exitCode(supervisor)).isEqualTo(4);
    assertThat(asked()).containsExactlyInAnyOrder(all(life));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aServerThatIsNotUpYetHoldsUpNobodyAndGetsAllBackWhenItIs() throws Exception {
    server.close();
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    start("tied", 0, "127.0.0.1:" + port);
    Life first = life(1);
    first.process().destroyForcibly();
    life(2);

    server = new FakeServer(port);

    await().atMost(LONG).until(() -> held(first).equals(List.of(queueOf(first))));
    assertThat(asked()).contains(all(first));
  }

  @Test
  void whenTheSupervisorIsKilledItsChildDrains() throws Exception {
    Process supervisor = start("tied", 0);
    Life life = life(1);

    ProcessHandle child = life.process();
    supervisor.destroyForcibly().waitFor();

    child.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS);
    assertThat(Files.readAllLines(notes)).last().isEqualTo("drains " + life.pid);
    assertThat(directory).doesNotExist();
  }

  @Test
  void whereNothingTiesThemTheChildOfAKilledSupervisorIsAnOrdinaryWorker() throws Exception {
    Process supervisor = start("loose", 0);
    Life life = life(1);

    supervisor.destroyForcibly().waitFor();

    assertThat(new ProofOfDeath(Workplace.open(directory)).now(life.journal)).isEmpty();
    ProcessHandle child = life.process();
    child.destroy();
    child.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS);
    assertThat(Files.readAllLines(notes)).last().isEqualTo("drains " + life.pid);
  }

  @Test
  void whatCantBeStartedIsNoSuccess() throws Exception {
    List<String> command =
        java(
            SupervisorProgram.class,
            server.address(),
            directory.toString(),
            "tied",
            folder.resolve("no such program").toString());
    Process supervisor =
        new ProcessBuilder(command).redirectError(folder.resolve("log").toFile()).start();
    processes.add(supervisor.toHandle());

    // As a program of somebody's own ends that lets the exception go.
    assertThat(exitCode(supervisor)).isOne();
  }

  @Test
  void aShellThatDiesAndLeavesItsWorkerAliveHasNothingOfItReaped() throws Exception {
    String worker =
        String.join("' '", java(Supervised.class, directory.toString(), notes.toString(), "0"));
    List<String> command =
        java(SupervisorProgram.class, server.address(), directory.toString(), "loose");
    // The shell waits for the worker, and does not become it.
    command.addAll(List.of("sh", "-c", "'%s' & wait $!".formatted(worker)));
    Process supervisor =
        new ProcessBuilder(command).redirectError(folder.resolve("log").toFile()).start();
    processes.add(supervisor.toHandle());
    Life orphan = life(1);
    ProcessHandle shell = orphan.process().parent().orElseThrow();

    shell.destroyForcibly();

    Life next = life(2);
    assertThat(orphan.process().isAlive()).isTrue();
    next.process().destroyForcibly();
    life(3);
    // By now the first death was long dealt with, and the second, which is one.
    await().atMost(LONG).until(() -> asked().containsAll(List.of(all(next))));
    assertThat(asked()).doesNotContain(all(orphan));
    assertThat(held(orphan)).hasSize(3);
  }

  private Process start(String tie, int drainsWith) throws IOException {
    return start(tie, drainsWith, server.address());
  }

  private Process start(String tie, int drainsWith, String address) throws IOException {
    List<String> command = java(SupervisorProgram.class, address, directory.toString(), tie);
    command.addAll(
        java(
            Supervised.class,
            directory.toString(),
            notes.toString(),
            Integer.toString(drainsWith)));
    Path log = folder.resolve("supervisor.log");
    Process supervisor =
        new ProcessBuilder(command)
            .redirectOutput(log.toFile())
            .redirectError(Redirect.appendTo(log.toFile()))
            .start();
    processes.add(supervisor.toHandle());
    return supervisor;
  }

  private static List<String> java(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The nth life of the child, as soon as it holds something. */
  private Life life(int n) {
    List<Life> lives = await().atMost(LONG).until(this::lives, all -> all.size() >= n);
    assertThat(lives).hasSize(n);
    Life life = lives.get(n - 1);
    processes.add(life.process());
    return life;
  }

  private List<Life> lives() throws IOException {
    List<Life> lives = new ArrayList<>();
    if (Files.exists(notes)) {
      for (String line : Files.readAllLines(notes)) {
        String[] words = line.split(" ", 3);
        if (words[0].equals("begins")) {
          lives.add(new Life(Long.parseLong(words[1]), Path.of(words[2])));
        }
      }
    }
    return lives;
  }

  private static List<Held> held(Life life) throws IOException {
    return JournalFile.contents(life.journal).held();
  }

  private static Held queueOf(Life life) {
    return Samples.sticky(life.named("queue"), "");
  }

  private static String[] all(Life life) {
    return new String[] {life.named("workflow task"), life.named("activity"), life.named("queue")};
  }

  private List<String> asked() {
    List<String> asked = new ArrayList<>();
    server
        .asked(RespondWorkflowTaskFailedRequest.class)
        .forEach(request -> asked.add(request.getTaskToken().toStringUtf8()));
    server
        .asked(RespondActivityTaskFailedRequest.class)
        .forEach(request -> asked.add(request.getTaskToken().toStringUtf8()));
    server
        .asked(ShutdownWorkerRequest.class)
        .forEach(request -> asked.add(request.getStickyTaskQueue()));
    return asked;
  }

  private static int exitCode(Process supervisor) throws InterruptedException {
    assertThat(supervisor.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return supervisor.exitValue();
  }
}
