/**
 * A real Temporal and a real Postgres, in containers, embedded, or given: one interface and small
 * capability interfaces. Calls process, history and ledger.
 */
@NullMarked
package dev.crashproof.environment;

import org.jspecify.annotations.NullMarked;
