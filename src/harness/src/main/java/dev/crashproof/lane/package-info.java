/**
 * Where a workload is performed: a task queue of its own, the workers that serve it behind their
 * wires, one order of all that happens, and a performance from its start to its evidence. Whoever
 * strikes is in {@code sweep} and {@code trial}. Calls every room but those, scenario and junit.
 */
@NullMarked
package dev.crashproof.lane;

import org.jspecify.annotations.NullMarked;
