/**
 * Sweeps as JUnit Jupiter tests: one annotated method says how the worker is started and what is
 * run on it, and becomes one test for each boundary. Start reading at {@link
 * dev.crashproof.junit.CrashSweep}; the way of one sweep stands in {@code SweepSession}. Uses only
 * what JUnit 5.14 and 6 both have. Calls every room.
 */
@NullMarked
package dev.crashproof.junit;

import org.jspecify.annotations.NullMarked;
