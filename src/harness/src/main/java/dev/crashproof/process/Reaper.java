package dev.crashproof.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what dead runs left. A run is dead when its owner, where that can be seen, is no longer
 * alive, and its lock is free. Whoever holds a dead run's lock clears it up; others pass by.
 */
final class Reaper {
  private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

  private final RunFiles files;
  private final List<LeftoverCleaner> cleaners;
  private final ProcessTable table;
  private final RunOwner self;

  Reaper(RunFiles files, List<LeftoverCleaner> cleaners, ProcessTable table) {
    this.files = files;
    this.cleaners = List.copyOf(cleaners);
    this.table = table;
    this.self = RunOwner.self(table);
  }

  List<Leftover> reap() throws IOException {
    List<Leftover> leftovers = new ArrayList<>();
    for (String runId : new TreeSet<>(files.runIds())) {
      reapRun(runId).ifPresent(leftovers::add);
    }
    for (String runId : orphanedRunIds()) {
      leftovers.add(new OrphanHunt(runId, List.of(), table, Posix.local()).kill());
    }
    leftovers.forEach(Reaper::tell);
    return leftovers;
  }

  private static void tell(Leftover leftover) {
    LOG.info(
        "Run {} had died without closing: {} processes of it killed.",
        leftover.runId(),
        leftover.killed().size());
    leftover.problems().forEach(problem -> LOG.warn("Run {}: {}", leftover.runId(), problem));
  }

  private Optional<Leftover> reapRun(String runId) throws IOException {
    if (isOwnerSeenAlive(runId) || isOurCreator(runId)) {
      return Optional.empty();
    }
    try (RunLock lock = lockOf(runId).orElse(null)) {
      if (lock == null) {
        return Optional.empty();
      }
      Path directory = files.directory(runId);
      Optional<Leftover> leftover =
          Files.exists(directory) ? Optional.of(clear(runId, directory)) : Optional.empty();
      if (!Files.exists(directory)) {
        lock.remove();
      }
      return leftover;
    }
  }

  private Optional<RunLock> lockOf(String runId) throws IOException {
    Path file = files.lock(runId);
    // Something that tidies temporary files may have taken the lock's file away. Of a run of this
    // place it is known all the same that its owner is dead.
    return Files.exists(file) || !isHere(runId) ? RunLock.take(file) : RunLock.create(file);
  }

  private Leftover clear(String runId, Path directory) throws IOException {
    List<GroupNote> notes = GroupNote.readAll(RunFiles.notes(directory));
    Leftover hunted = new OrphanHunt(runId, notes, table, Posix.local()).kill();
    List<String> problems = new ArrayList<>(hunted.problems());
    for (LeftoverCleaner cleaner : cleaners) {
      try {
        cleaner.clean(runId, directory);
      } catch (Exception e) {
        problems.add("Not all that it left could be removed: " + e);
      }
    }
    if (problems.isEmpty()) {
      problems.addAll(RunFiles.deleteTree(directory));
    }
    return new Leftover(runId, hunted.killed(), problems);
  }

  /** Runs whose processes live on although their directory is gone, or never came to be. */
  private List<String> orphanedRunIds() {
    return table.all().stream()
        .filter(process -> !process.dead())
        .flatMap(process -> table.variable(process.pid(), RunMarker.RUN).stream())
        .distinct()
        .filter(this::isGone)
        .filter(runId -> !isOurCreator(runId))
        .filter(runId -> !Files.exists(files.directory(runId)))
        .toList();
  }

  /** A harness that a dead run's child started must not hunt itself. */
  private static boolean isOurCreator(String runId) {
    return runId.equals(System.getenv(RunMarker.RUN));
  }

  /** Whether the run's owner is certainly dead. */
  boolean isGone(String runId) {
    return isHere(runId) && !isOwnerSeenAlive(runId);
  }

  private boolean isHere(String runId) {
    return RunOwner.of(runId).filter(owner -> owner.place().equals(self.place())).isPresent();
  }

  private boolean isOwnerSeenAlive(String runId) {
    return isHere(runId)
        && RunOwner.of(runId).filter(owner -> owner.isSeenAlive(table)).isPresent();
  }
}
