package dev.crashproof.suite;

import dev.crashproof.workload.TemporalNamespace;
import dev.crashproof.workload.WorkflowRun;
import java.util.Optional;

/**
 * The first poll of a worker that is not started yet, as the server sees it. A server that does not
 * tell who polls shows it by the task that it hands over.
 *
 * @param namespace where the worker polls
 * @param taskQueue which no worker has polled before
 * @param waiting a workflow whose task waits for the poll; empty where the server tells pollers
 */
record FirstPoll(TemporalNamespace namespace, String taskQueue, Optional<WorkflowRun> waiting) {

  static FirstPoll on(SuiteRun suite, String taskQueue) {
    TemporalNamespace namespace = suite.namespace();
    return new FirstPoll(
        namespace,
        taskQueue,
        namespace.tellsPollers()
            ? Optional.empty()
            : Optional.of(namespace.start(DemoRun.QUICK.on(taskQueue), taskQueue)));
  }

  /** How it is seen, as the report tells it. */
  static String how(SuiteRun suite) {
    return suite.namespace().tellsPollers()
        ? "DescribeTaskQueue shows a poller on a task queue that is new each time"
        : "the first workflow task is handed over (this server has no DescribeTaskQueue), on a task"
            + " queue that is new each time";
  }

  boolean seen() {
    return waiting
        .map(run -> namespace.eventHistory(run).first(e -> e.is("WorkflowTaskStarted")).isPresent())
        .orElseGet(() -> namespace.polled(taskQueue));
  }
}
