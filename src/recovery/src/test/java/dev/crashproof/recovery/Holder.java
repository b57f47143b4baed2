package dev.crashproof.recovery;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A process with a journal: it holds a task, says where its journal is, and lives until its input
 * ends. Told {@code careless}, it closes a second descriptor of its lock first. Told {@code watch},
 * it waits for the deaths of the others and tells of each.
 */
final class Holder {
  private Holder() {}

  /** Starts one with a journal in that directory; the first line that it writes is the journal. */
  static Process start(Path directory, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                directory.toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Workplace workplace = Workplace.open(Path.of(arguments[0]));
    Journal journal = workplace.begin();
    journal.take(Samples.activity("of " + ProcessHandle.current().pid()));
    if (arguments.length > 1 && arguments[1].equals("careless")) {
      FileChannel.open(Workplace.lockOf(journal.file()), StandardOpenOption.READ).close();
    }
    if (arguments.length > 1 && arguments[1].equals("watch")) {
      PeerWatch.begin(
          workplace,
          remains -> {
            remains.bury();
            System.out.println("dead " + remains.owner().pid());
          },
          journal::refresh);
    }
    System.out.println(journal.file());
    while (System.in.read() >= 0) {}
  }
}
