package dev.crashproof.process;

import java.util.List;
import java.util.Optional;

/** A process table made up by hand, in which nobody carries a mark. */
record GivenTable(List<ProcessEntry> all) implements ProcessTable {

  GivenTable(ProcessEntry... entries) {
    this(List.of(entries));
  }

  @Override
  public Optional<ProcessEntry> find(long pid) {
    return all.stream().filter(entry -> entry.pid() == pid).findFirst();
  }

  @Override
  public Optional<String> variable(long pid, String name) {
    return Optional.empty();
  }

  @Override
  public boolean stopped(long pid) {
    return find(pid).filter(entry -> entry.state() == 'T').isPresent();
  }

  @Override
  public Optional<Memory.Usage> memory(long pid) {
    return Optional.empty();
  }

  @Override
  public String place() {
    return "here";
  }
}
