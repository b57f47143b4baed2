package dev.crashproof.workload;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A workflow watched through all its runs, its children with it. Guarded by the lock of its {@link
 * RunWatch}es.
 */
final class WorkflowWatch {
  private static final Set<String> CHILD_ENDS =
      Set.of(
          "ChildWorkflowExecutionCompleted",
          "ChildWorkflowExecutionFailed",
          "ChildWorkflowExecutionCanceled",
          "ChildWorkflowExecutionTimedOut",
          "ChildWorkflowExecutionTerminated");

  private final TemporalNamespace namespace;
  private final Object lock;
  private final RunWatch.Listener listener;
  private final List<RunWatch> runs = new ArrayList<>();
  private final List<WorkflowWatch> children = new ArrayList<>();
  private final Set<String> runsKnown = new HashSet<>();

  WorkflowWatch(
      TemporalNamespace namespace, WorkflowRun first, Object lock, RunWatch.Listener listener) {
    this.namespace = namespace;
    this.lock = lock;
    this.listener = listener;
    add(first);
  }

  /** Begins to watch. */
  void begin() {
    runs.get(0).ask();
  }

  /** Finds what the new events tell: a next run, new children. */
  void follow() {
    for (RunWatch run : List.copyOf(runs)) {
      run.eventHistory().all(e -> e.is("ChildWorkflowExecutionStarted")).forEach(this::child);
    }
    RunWatch latest = runs.get(runs.size() - 1);
    latest
        .closing()
        .flatMap(WorkflowWatch::nextRun)
        .filter(runsKnown::add)
        .ifPresent(
            runId -> {
              add(seen(latest.run().workflowId(), runId));
              runs.get(runs.size() - 1).ask();
            });
    children.forEach(WorkflowWatch::follow);
  }

  private void add(WorkflowRun run) {
    runsKnown.add(run.runId());
    runs.add(new RunWatch(namespace, run, lock, listener));
  }

  private void child(Event started) {
    String workflowId = started.attribute("workflowExecution.workflowId").orElse("");
    String runId = started.attribute("workflowExecution.runId").orElse("");
    if (!workflowId.isEmpty() && runsKnown.add(runId)) {
      WorkflowWatch child = new WorkflowWatch(namespace, seen(workflowId, runId), lock, listener);
      children.add(child);
      child.begin();
    }
  }

  private static WorkflowRun seen(String workflowId, String runId) {
    long now = System.nanoTime();
    return new WorkflowRun(workflowId, runId, now, now);
  }

  /** The run that takes over: continued as new, or tried again. A cron's next run is its own. */
  private static Optional<String> nextRun(Event closing) {
    return closing.is("WorkflowExecutionCompleted")
        ? Optional.empty()
        : closing.attribute("newExecutionRunId").filter(runId -> !runId.isBlank());
  }

  WorkflowRun firstRun() {
    return runs.get(0).run();
  }

  WorkflowRun latestRun() {
    return runs.get(runs.size() - 1).run();
  }

  /** The event histories of its runs, the first run's first. */
  List<EventHistory> chain() {
    return runs.stream().map(RunWatch::eventHistory).toList();
  }

  /** The event histories of its children, their later runs and their own children. */
  List<EventHistory> offspring() {
    List<EventHistory> found = new ArrayList<>();
    for (WorkflowWatch child : children) {
      found.addAll(child.chain());
      found.addAll(child.offspring());
    }
    return found;
  }

  /** All that is watched here: the runs, and those of the children. */
  List<RunWatch> watches() {
    List<RunWatch> all = new ArrayList<>(runs);
    children.forEach(child -> all.addAll(child.watches()));
    return all;
  }

  /** How it closed for good, once that is known of it and of the children that it saw closing. */
  Optional<Completion> completion() {
    RunWatch latest = runs.get(runs.size() - 1);
    return latest
        .closing()
        .filter(closing -> nextRun(closing).isEmpty() && childrenRead())
        .map(closing -> completion(closing, latest.closingSeen().orElseThrow()));
  }

  private static Completion completion(Event closing, long seenNanos) {
    return new Completion(
        closing,
        closing.is("WorkflowExecutionCompleted")
            ? Optional.of(closing.attribute("result").orElse(""))
            : Optional.empty(),
        seenNanos);
  }

  private boolean childrenRead() {
    Set<String> ended = new HashSet<>();
    for (RunWatch run : runs) {
      run.eventHistory()
          .all(e -> CHILD_ENDS.contains(e.type()))
          .forEach(e -> e.attribute("workflowExecution.workflowId").ifPresent(ended::add));
    }
    return children.stream()
        .filter(child -> ended.contains(child.firstRun().workflowId()))
        .allMatch(child -> child.completion().isPresent());
  }

  void end() {
    watches().forEach(RunWatch::end);
  }
}
