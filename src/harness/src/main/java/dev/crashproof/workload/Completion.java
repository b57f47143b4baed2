package dev.crashproof.workload;

import dev.crashproof.history.Event;
import java.util.Optional;

/**
 * How a workflow run closed.
 *
 * @param event the event that closed it: {@code WorkflowExecutionCompleted}, {@code …Failed}, …
 * @param result its result as JSON, where it completed with one
 * @param seenNanos when the harness saw it, on {@link System#nanoTime()}
 */
public record Completion(Event event, Optional<String> result, long seenNanos) {}
