/**
 * Faults as values, when they strike, schedules of them made from a seed, and what inflicts them
 * and takes them back. Calls environment, process, wire and history.
 */
@NullMarked
package dev.crashproof.nemesis;

import org.jspecify.annotations.NullMarked;
