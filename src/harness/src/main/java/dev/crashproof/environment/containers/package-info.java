/** Postgres and Temporal in containers, on the machine's Docker engine, by Testcontainers. */
@NullMarked
package dev.crashproof.environment.containers;

import org.jspecify.annotations.NullMarked;
