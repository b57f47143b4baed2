package dev.crashproof.process;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What starting a command gave.
 *
 * @param name the worker's name
 * @param number which start of it, from 1
 * @param startedNanos when it began, by the recorder
 * @param process Java's handle on the leader
 * @param group the leader's group
 * @param table where its processes are seen
 * @param output the file it prints to
 * @param note what the run wrote down of it
 */
record Spawned(
    String name,
    int number,
    long startedNanos,
    Process process,
    ProcessGroup group,
    ProcessTable table,
    Path output,
    Path note) {

  Optional<Memory.Usage> memory() {
    return table.memory(process.pid());
  }

  /** Nothing of it is left that a later run would have to look for. */
  void forget() {
    note.toFile().delete();
  }
}
