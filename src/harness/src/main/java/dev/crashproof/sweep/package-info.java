/**
 * Kills a worker at every boundary of a workflow, one by one, and judges what came of it. The
 * lifecycle of one point stands in {@link dev.crashproof.sweep.Point#play}. Calls every room but
 * scenario and junit.
 */
@NullMarked
package dev.crashproof.sweep;

import org.jspecify.annotations.NullMarked;
