package dev.crashproof.process;

import dev.crashproof.history.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a harness: it owns every process started through it, and a private directory. Nothing
 * of it is left when it is closed; when the JVM ends without that, its shutdown hook closes it;
 * when the JVM is killed, the next run reaps it.
 */
public final class Run implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Run.class);
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String id;
  private final Path directory;
  private final RunLock lock;
  private final ProcessTable table;
  private final Spawner spawner;
  private final Deque<Owned> owned = new ConcurrentLinkedDeque<>();
  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final ReadWriteLock starting = new ReentrantReadWriteLock(true);
  private final Thread hook = new Thread(this::closeAtExit, "crashproof-run-hook");
  private boolean closing;
  private boolean closed;

  private Run(String id, Path directory, RunLock lock, ProcessTable table) {
    this.id = id;
    this.directory = directory;
    this.lock = lock;
    this.table = table;
    this.spawner = new Spawner(id, RunFiles.notes(directory), table);
  }

  static Run open(RunFiles files, ProcessTable table) throws IOException {
    RunOwner self = RunOwner.self(table);
    while (true) {
      String id = self.runId(NUMBERS.incrementAndGet());
      Optional<RunLock> lock = RunLock.create(files.lock(id));
      if (lock.isPresent()) {
        Path directory = Files.createDirectory(files.directory(id), RunFiles.privateToUser());
        Files.createDirectory(RunFiles.notes(directory));
        Run run = new Run(id, directory, lock.get(), table);
        Runtime.getRuntime().addShutdownHook(run.hook);
        return run;
      }
    }
  }

  /** The run's id, of lower-case letters, digits and hyphens: fit for labels and file names. */
  public String id() {
    return id;
  }

  /** The run's directory, private to the user, removed when the run is closed or reaped. */
  public Path directory() {
    return directory;
  }

  /** Makes a directory in the run's directory. */
  public Path newDirectory(String prefix) {
    try {
      return Files.createTempDirectory(directory, prefix);
    } catch (IOException e) {
      throw new ProcessException("No directory can be made in " + directory + ": " + e, e);
    }
  }

  /**
   * A worker whose output is removed with the run.
   *
   * @param name unique in the run; of letters, digits, dots, hyphens and underscores
   * @param command what starts it
   * @param recorder where its starts, kills, pauses and exits are recorded, under its name
   */
  public WorkerProcess worker(String name, WorkerCommand command, Recorder recorder) {
    return worker(name, command, recorder, directory.resolve("output"));
  }

  /**
   * A worker whose output is kept.
   *
   * @param name unique in the run; of letters, digits, dots, hyphens and underscores
   * @param command what starts it
   * @param recorder where its starts, kills, pauses and exits are recorded, under its name
   * @param outputDirectory where its output goes, made when needed
   */
  public WorkerProcess worker(
      String name, WorkerCommand command, Recorder recorder, Path outputDirectory) {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new ProcessException(
          "A worker can't be named '" + name + "': use letters, digits, '.', '-' and '_'.");
    }
    if (!names.add(name)) {
      throw new ProcessException(
          "There is a worker named '" + name + "' in this run already: choose another name.");
    }
    WorkerProcess worker = new WorkerProcess(this, name, command, recorder, outputDirectory);
    owned.push(new Owned(name, worker));
    return worker;
  }

  /**
   * Has something closed with the run: in reverse order of all that was added, workers included,
   * and before the run's directory is removed.
   *
   * @param what its name, for the message if it can't be closed
   * @param resource closed once
   */
  public void onClose(String what, AutoCloseable resource) {
    owned.push(new Owned(what, resource));
  }

  Child start(String name, int number, WorkerCommand command, Path output, Recorder recorder) {
    starting.readLock().lock();
    try {
      if (closing) {
        throw new ProcessException(name + " can't be started: its run was closed.");
      }
      return new Child(spawner.spawn(name, number, command, output, recorder), recorder);
    } finally {
      starting.readLock().unlock();
    }
  }

  void forget(AutoCloseable resource) {
    owned.removeIf(entry -> entry.resource() == resource);
  }

  /**
   * Closes all that was added, kills every process of the run wherever it went, removes the
   * directory.
   *
   * @throws ProcessException when something could not be done, after all else was; the directory
   *     then stays, and the next run of another JVM tries again
   */
  @Override
  public void close() {
    List<String> problems = closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("The JVM ends; the hook of run {} waits for this.", id);
    }
    if (!problems.isEmpty()) {
      throw new ProcessException(
          "Run " + id + " could not be closed cleanly: " + String.join("; ", problems));
    }
  }

  private void closeAtExit() {
    closeAll().forEach(problem -> LOG.warn("Run {} at the JVM's end: {}", id, problem));
  }

  private synchronized List<String> closeAll() {
    if (closed) {
      return List.of();
    }
    closed = true;
    startNothingMore();
    List<String> problems = new ArrayList<>();
    for (Owned entry : owned) {
      attempt(
          problems,
          entry.what(),
          () -> {
            entry.resource().close();
            return List.of();
          });
    }
    attempt(
        problems,
        "processes",
        () -> new OrphanHunt(id, List.of(), table, Posix.local()).kill().problems());
    // What could not be removed now, the next run removes: by this directory it knows of it.
    if (problems.isEmpty()) {
      attempt(problems, "directory", () -> RunFiles.deleteTree(directory));
    }
    attempt(
        problems,
        "lock",
        () -> {
          if (!Files.exists(directory)) {
            lock.remove();
          }
          lock.close();
          return List.of();
        });
    return problems;
  }

  private void startNothingMore() {
    starting.writeLock().lock();
    try {
      closing = true;
    } finally {
      starting.writeLock().unlock();
    }
  }

  private static void attempt(List<String> problems, String what, Step step) {
    try {
      problems.addAll(step.run());
    } catch (Exception | LinkageError | AssertionError e) {
      // While a JVM ends, classes may no longer load; the other steps count all the same.
      problems.add(what + ": " + e);
    }
  }

  /** A step of closing; returns what could not be done. */
  private interface Step {
    List<String> run() throws Exception;
  }

  private record Owned(String what, AutoCloseable resource) {}
}
