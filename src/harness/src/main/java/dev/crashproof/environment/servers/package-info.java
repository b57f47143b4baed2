/**
 * The two servers as a client sees them, whatever runs them: Postgres over JDBC, Temporal over
 * gRPC.
 */
@NullMarked
package dev.crashproof.environment.servers;

import org.jspecify.annotations.NullMarked;
