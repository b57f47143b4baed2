package dev.crashproof.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/**
 * A worker to be supervised: it holds a workflow task, an activity and a sticky queue, and notes
 * its life in a file. At SIGTERM it notes that it drains and ends with the given exit code; one
 * that is not 0 leaves what it holds, as a drain does whose time is over.
 */
final class Supervised {
  private Supervised() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory = Path.of(arguments[0]);
    Path notes = Path.of(arguments[1]);
    int code = Integer.parseInt(arguments[2]);
    String pid = Long.toString(ProcessHandle.current().pid());
    Workplace workplace = Workplace.open(directory);
    Journal journal = workplace.begin();
    journal.take(Samples.workflowTask("workflow task of " + pid));
    journal.take(Samples.activity("activity of " + pid));
    journal.take(Samples.sticky("queue of " + pid, ""));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (code == 0) {
                    workplace.end(journal);
                  }
                  note(notes, "drains " + pid);
                  Runtime.getRuntime().halt(code);
                }));
    note(notes, "begins " + pid + " " + journal.file());
    new CountDownLatch(1).await();
  }

  private static void note(Path notes, String line) {
    try {
      Files.writeString(notes, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
