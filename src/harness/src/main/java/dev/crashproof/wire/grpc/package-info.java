/**
 * A gRPC proxy, byte for byte transparent, whose calls can be held, dropped and delayed. Knows no
 * service: what the messages mean is told to it by a {@link dev.crashproof.wire.grpc.Protocol}.
 */
@NullMarked
package dev.crashproof.wire.grpc;

import org.jspecify.annotations.NullMarked;
