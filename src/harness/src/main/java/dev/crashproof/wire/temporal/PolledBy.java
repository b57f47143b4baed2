package dev.crashproof.wire.temporal;

import dev.crashproof.wire.grpc.Caller;

/**
 * Who asked for a task.
 *
 * @param caller the start of the worker, and the headers it sent
 * @param namespace the namespace
 * @param identity by which it presents itself
 */
record PolledBy(Caller caller, String namespace, String identity) {}
