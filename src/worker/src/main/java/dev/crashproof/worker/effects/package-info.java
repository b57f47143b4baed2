/**
 * The effects in Postgres: one row an attempt, one an effect, and the schema they live in. Knows
 * nothing of Temporal.
 */
@NullMarked
package dev.crashproof.worker.effects;

import org.jspecify.annotations.NullMarked;
