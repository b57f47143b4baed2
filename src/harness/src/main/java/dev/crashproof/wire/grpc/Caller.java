package dev.crashproof.wire.grpc;

import io.grpc.Metadata;

/**
 * Who sent a request.
 *
 * @param start which start of the worker
 * @param headers what it sent along; not to be changed
 */
public record Caller(int start, Metadata headers) {}
