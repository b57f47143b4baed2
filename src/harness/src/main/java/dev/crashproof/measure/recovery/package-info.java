/**
 * Where the time of a recovery went: its milliseconds split into named causes, and many of them
 * summed up. Pure values. Calls history.
 */
@NullMarked
package dev.crashproof.measure.recovery;

import org.jspecify.annotations.NullMarked;
