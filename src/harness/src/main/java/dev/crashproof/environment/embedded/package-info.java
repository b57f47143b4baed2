/**
 * Real Postgres binaries, and the most real Temporal server that can be had, without containers.
 */
@NullMarked
package dev.crashproof.environment.embedded;

import org.jspecify.annotations.NullMarked;
