package dev.crashproof.environment.embedded;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.servers.DatabaseControl;
import dev.crashproof.environment.servers.FreePorts;
import dev.crashproof.environment.servers.Passwords;
import dev.crashproof.environment.servers.PostgresServer;
import dev.crashproof.process.Child;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.process.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.commons.io.file.PathUtils;

/** A Postgres of its own: a data directory, and the server's process. */
final class PostgresProcess implements DatabaseControl {
  static final String SUPERUSER = "postgres";

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Duration STOP_BOUND = Duration.ofSeconds(5);

  private final Unprivileged user;
  private final Path data;
  private final int port;
  private final WorkerProcess process;
  private final PostgresServer server;
  private final String password;

  private PostgresProcess(
      PostgresBinaries binaries,
      Unprivileged user,
      Tools tools,
      Path data,
      int port,
      String password) {
    this.user = user;
    this.data = data;
    this.port = port;
    this.password = password;
    this.process = tools.process("postgres", command(binaries));
    this.server =
        new PostgresServer(
            new Database("jdbc:postgresql://127.0.0.1:" + port + "/postgres", SUPERUSER, password));
  }

  /** Makes the data directory and starts the server; it answers when this returns. */
  static PostgresProcess started(
      PostgresBinaries binaries, Tools tools, Path directory, Path reachable, OptionalInt wanted) {
    int port = wanted.orElseGet(FreePorts::next);
    if (wanted.isPresent() && !FreePorts.free(port)) {
      throw new EnvironmentException(
          "Port %d is taken: stop what listens there, or set crashproof.postgres.port to another."
              .formatted(port));
    }
    Unprivileged user = Unprivileged.here(tools);
    try {
      Path data = user.dataDirectory(directory.resolve("data"), reachable);
      String password = Passwords.random();
      // Beside the data: it goes with the run, or the cleaner, where a kill comes in between.
      initialize(
          binaries, user, tools, data, data.resolveSibling(data.getFileName() + ".pw"), password);
      PostgresProcess postgres = new PostgresProcess(binaries, user, tools, data, port, password);
      postgres.startFirst();
      return postgres;
    } catch (IOException e) {
      throw new EnvironmentException(
          "Postgres's data directory could not be made in %s: %s."
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  private static void initialize(
      PostgresBinaries binaries,
      Unprivileged user,
      Tools tools,
      Path data,
      Path passwordFile,
      String password)
      throws IOException {
    Files.createFile(
        passwordFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(passwordFile, password + "\n");
      if (user.otherUser()) {
        Files.setAttribute(passwordFile, "unix:uid", 65534);
      }
      tools.run(
          "initdb",
          user.command(
              binaries.tool("initdb").toString(),
              "--pgdata=" + data,
              "--username=" + SUPERUSER,
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              // Of use after a crash of the machine only, and it takes a second.
              "--no-sync"));
    } finally {
      Files.delete(passwordFile);
    }
  }

  private WorkerCommand command(PostgresBinaries binaries) {
    return user.command(
        binaries.tool("postgres").toString(),
        "-D",
        data.toString(),
        "-p",
        String.valueOf(port),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories=",
        "-c",
        "max_connections=200");
  }

  private void startFirst() {
    start();
    try {
      server.awaitAnswer(BOUND, this::checkAlive);
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  @Override
  public void start() {
    process.start();
  }

  @Override
  public void checkAlive() {
    Tools.alive("Postgres", process).run();
  }

  @Override
  public void kill() {
    process.kill();
    releaseMemory();
  }

  @Override
  public void pause() {
    process.child().pause();
  }

  @Override
  public void resume() {
    process.child().resume();
  }

  PostgresServer server() {
    return server;
  }

  int port() {
    return port;
  }

  String password() {
    return password;
  }

  /** Stops it, its sessions first, such that it takes its shared memory along. */
  void stop() {
    try {
      Child child = process.child();
      if (child.alive()) {
        // One that stands still can't end.
        if (child.paused()) {
          child.resume();
        }
        child.terminate();
        child.awaitExit(STOP_BOUND);
      }
    } finally {
      process.close();
      if (user.otherUser()) {
        removeData();
      }
    }
  }

  private void releaseMemory() {
    try {
      SharedMemory.release(data);
    } catch (IOException e) {
      throw new UncheckedIOException("What a killed Postgres left in " + data + " is unknown.", e);
    }
  }

  private void removeData() {
    try {
      PathUtils.deleteDirectory(data);
    } catch (IOException e) {
      throw new UncheckedIOException("Postgres's data could not be removed.", e);
    }
  }
}
