/**
 * What any Java Temporal worker adds to be back in milliseconds after a SIGKILL: {@link
 * dev.crashproof.recovery.CrashRecovery}. A crash journal notes what the process holds, a lock
 * proves its death, a reaper gives back to the server what it held. Depends on the Temporal client
 * only.
 */
@NullMarked
package dev.crashproof.recovery;

import org.jspecify.annotations.NullMarked;
