/**
 * Faults as values, and the moments at which they strike. Calls environment, process, wire and
 * history.
 */
@NullMarked
package dev.crashproof.nemesis;

import org.jspecify.annotations.NullMarked;
