package dev.crashproof.process;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.awaitility.Awaitility.await;

import dev.crashproof.history.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A harness in a JVM of its own, to be killed with -9 or to reap beside others. */
final class HarnessFixture {
  private HarnessFixture() {}

  /**
   * {@code run BASE}, {@code exit BASE}, or {@code reap BASE WITNESS GATE}: writes what it cleans
   * to the witness, and stays at it until the gate exists.
   */
  public static void main(String[] args) throws Exception {
    Path base = Path.of(args[1]);
    if (args[0].equals("reap")) {
      LeftoverCleaner witness =
          (runId, directory) -> {
            Files.writeString(Path.of(args[2]), runId + "\n", CREATE, APPEND);
            await().until(() -> Files.exists(Path.of(args[3])));
          };
      System.out.println("reaped " + new RunRegistry(base, List.of(witness)).reap().size());
      return;
    }
    Run run = new RunRegistry(base, List.of()).open();
    child(run, "plain", "echo ready; exec sleep 1000");
    child(run, "launcher", "sleep 1000 & echo ready; wait");
    child(run, "stray", "(setsid sleep 1000 &); echo ready; exec sleep 1000");
    child(run, "unmarked", "echo ready; exec env -i /bin/sh -c '/bin/sleep 1000 & wait'");
    child(run, "paused", "echo ready; exec sleep 1000").pause();
    if (ControlGroup.unavailable().isEmpty()) {
      Child limited = child(run, "limited", "echo ready; exec sleep 1000");
      ControlGroup.around(run, limited).limitProcessor(5);
      limited.pause();
    }
    System.out.println("run " + run.id());
    if (args[0].equals("run")) {
      new CountDownLatch(1).await();
    }
  }

  private static Child child(Run run, String name, String script) {
    Child child = run.worker(name, WorkerCommand.of("sh", "-c", script), new Recorder()).start();
    child.awaitReady(Readiness.output("ready"), Duration.ofSeconds(10));
    return child;
  }
}
