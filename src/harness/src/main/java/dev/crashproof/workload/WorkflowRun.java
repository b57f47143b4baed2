package dev.crashproof.workload;

/**
 * One run of a workflow that was started.
 *
 * @param workflowId its workflow id
 * @param runId the run's id
 * @param startNanos when the start call went out, on {@link System#nanoTime()}
 * @param startedNanos when its answer was there, on {@link System#nanoTime()}
 */
public record WorkflowRun(String workflowId, String runId, long startNanos, long startedNanos) {}
