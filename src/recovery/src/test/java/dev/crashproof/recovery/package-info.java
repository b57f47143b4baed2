/** The crash journal, the proof of death and the reaper, each by its traps. */
@NullMarked
package dev.crashproof.recovery;

import org.jspecify.annotations.NullMarked;
