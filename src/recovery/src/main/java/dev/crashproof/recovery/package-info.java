/**
 * Crash journal and reaper: what any Java Temporal worker adds to be back in milliseconds after a
 * SIGKILL. Depends on the Temporal client only. Nothing is here yet but the place.
 */
@NullMarked
package dev.crashproof.recovery;

import org.jspecify.annotations.NullMarked;
