package dev.crashproof.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which processes belong to one start of a child: those of its process group, those that carry its
 * marker wherever they went, and the descendants of either. What is dead does not count, reaped or
 * not.
 *
 * @param leader the process that was started, which gave the group its id
 * @param marker what its descendants carry
 */
record Family(ProcessEntry leader, RunMarker marker) {

  /** The family's living, and those of the given processes that live. */
  List<ProcessEntry> living(ProcessTable table, List<ProcessEntry> others) {
    List<ProcessEntry> all = table.all();
    // A pid is not given away while a group bears it: a new bearer means that the group is gone.
    boolean groupIsOurs =
        all.stream().noneMatch(p -> p.pid() == leader.pid() && p.started() != leader.started());
    return living(
        all,
        process ->
            others.stream().anyMatch(process::isSame)
                || (process.started() >= leader.started()
                    && ((groupIsOurs && process.group() == leader.pid())
                        || isMarked(table, process))));
  }

  private boolean isMarked(ProcessTable table, ProcessEntry process) {
    return table
        .variable(process.pid(), RunMarker.CHILD)
        .filter(marker.childValue()::equals)
        .isPresent();
  }

  /** The living among the roots and all their descendants. */
  static List<ProcessEntry> living(List<ProcessEntry> all, Predicate<ProcessEntry> root) {
    Map<Long, ProcessEntry> family = new LinkedHashMap<>();
    all.stream().filter(root).forEach(process -> family.put(process.pid(), process));
    int before;
    do {
      before = family.size();
      all.stream()
          .filter(process -> family.containsKey(process.parent()))
          .forEach(process -> family.putIfAbsent(process.pid(), process));
    } while (family.size() > before && before > 0);
    return family.values().stream().filter(process -> !process.dead()).toList();
  }
}
