package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was under way at once in a run: each task from its handing over to its end. */
final class Strands {
  private final List<Passing> passings;
  private final Leads leads;
  private final List<Strand> strands;
  private final Map<MessageName, Strand> byTask = new HashMap<>();

  /**
   * One task's time.
   *
   * @param task the task
   * @param from the place of the op that handed it over
   * @param to the place of the op by which it had certainly ended
   */
  record Strand(MessageName task, long from, long to) {
    boolean overlaps(long start, long end) {
      return from < end && to > start;
    }
  }

  Strands(List<Passing> passings, Leads leads) {
    this.passings = passings;
    this.leads = leads;
    this.strands =
        passings.stream()
            .filter(Passing::isTask)
            .map(task -> new Strand(task.name(), task.at(), end(task)))
            .toList();
    strands.forEach(strand -> byTask.putIfAbsent(strand.task(), strand));
  }

  /** Whether nothing but that task, or all but nothing, was under way between two places. */
  boolean alone(MessageName task, long start, long end) {
    return strands.stream()
        .filter(strand -> !strand.task().equals(task))
        .noneMatch(strand -> strand.overlaps(start, end));
  }

  /** Whether no task at all was under way there, but for one that had just ended. */
  boolean quiet(MessageName ended, long at) {
    return alone(ended, at, at + 1);
  }

  /** The most that was under way at once: tasks, or requests of one task. */
  int atOnce() {
    int most = strands.isEmpty() ? 0 : 1;
    for (Strand strand : strands) {
      long others =
          strands.stream().filter(it -> it.overlaps(strand.from(), strand.from() + 1)).count();
      most = Math.max(most, (int) others);
    }
    return passings.stream().anyMatch(this::besideAnother) ? Math.max(most, 2) : most;
  }

  /** Whether another request of the same task waited for its answer when this one was sent. */
  boolean besideAnother(Passing passing) {
    return !passing.isTask()
        && passings.stream()
            .anyMatch(
                other ->
                    !other.isTask()
                        && other.servesTaskOf(passing)
                        && other.at() < passing.at()
                        && other.answeredAt() > passing.at());
  }

  /**
   * The tasks that were under way together, in groups: no task of one group overlaps one of
   * another.
   */
  List<List<MessageName>> together() {
    List<List<MessageName>> groups = new ArrayList<>();
    long end = Long.MIN_VALUE;
    for (Strand strand : strands.stream().sorted(Comparator.comparingLong(Strand::from)).toList()) {
      if (strand.from() >= end) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(strand.task());
      end = Math.max(end, strand.to());
    }
    return groups;
  }

  private long end(Passing task) {
    Optional<Passing> last =
        passings.stream()
            .filter(it -> it.message().endsTask() && it.servesTaskOf(task))
            .reduce((earlier, later) -> later);
    return last.map(it -> Math.min(it.answeredAt(), nextTask(task, it))).orElse(Long.MAX_VALUE);
  }

  /** The answer may come after another that proves what it says. */
  private long nextTask(Passing task, Passing last) {
    return passings.stream()
        .filter(it -> it.isTask() && it.at() > last.at())
        .filter(it -> leads.by(last.name()).contains(it.name()) || succeeds(task, it))
        .mapToLong(Passing::at)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** A run has one workflow task at a time. */
  private static boolean succeeds(Passing task, Passing other) {
    return isWorkflowTask(task.message().op())
        && isWorkflowTask(other.message().op())
        && Wires.text(task.message().op(), WireOp.RUN_ID)
            .equals(Wires.text(other.message().op(), WireOp.RUN_ID));
  }

  private static boolean isWorkflowTask(Op op) {
    return op.detail(WireOp.ACTIVITY_ID).isEmpty() && !HandedOver.isQuery(op);
  }
}
