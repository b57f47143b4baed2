package dev.crashproof.environment.embedded;

import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.process.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How Postgres's programs are called by the user that runs the harness: Postgres refuses to run as
 * root.
 *
 * @param prefix what stands before the program
 * @param otherUser whether its files must belong to {@code nobody}
 */
record Unprivileged(List<String> prefix, boolean otherUser) {
  private static final int NOBODY = 65534;
  // Root under another number: the files may stay where and whose they are.
  private static final List<String> NAMESPACE = List.of("unshare", "--user", "--");
  // Many containers allow no user namespaces, but do allow root to become somebody else.
  private static final List<String> SETPRIV =
      List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");

  Unprivileged {
    prefix = List.copyOf(prefix);
  }

  static Unprivileged here(Tools tools) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new Unprivileged(List.of(), false);
    }
    if (tools.succeeds("try-unshare", command(NAMESPACE, "true"))) {
      return new Unprivileged(NAMESPACE, false);
    }
    if (tools.succeeds("try-setpriv", command(SETPRIV, "true"))) {
      return new Unprivileged(SETPRIV, true);
    }
    throw new EnvironmentException(
        "Postgres refuses to run as root, and neither unshare nor setpriv is allowed here: run as another user, or set crashproof.backend to containers.");
  }

  WorkerCommand command(String... line) {
    return command(prefix, line);
  }

  private static WorkerCommand command(List<String> prefix, String... line) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(List.of(line));
    return WorkerCommand.of(all);
  }

  /** A place for the data that the program's user can reach, empty. */
  Path dataDirectory(Path wanted, Path reachable) throws IOException {
    if (!otherUser) {
      return wanted;
    }
    Path data = Files.createDirectories(reachable);
    Files.setAttribute(data, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(data, "unix:gid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    return data;
  }
}
