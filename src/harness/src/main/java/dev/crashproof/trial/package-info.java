/**
 * Performances under schedules of faults: one trial, campaigns of many in several lanes, replay of
 * one from a file, and shrinking to the fewest faults that still fail. The lifecycle of one stands
 * in {@code TrialLane.play}. Calls every room but sweep, scenario and junit.
 */
@NullMarked
package dev.crashproof.trial;

import org.jspecify.annotations.NullMarked;
