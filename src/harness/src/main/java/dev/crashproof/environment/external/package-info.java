/** A Temporal server and a Postgres that are given. */
@NullMarked
package dev.crashproof.environment.external;

import org.jspecify.annotations.NullMarked;
