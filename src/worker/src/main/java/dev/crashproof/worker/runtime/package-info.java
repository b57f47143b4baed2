/**
 * The process's life: join database and server, poll, drain. Calls all other rooms but none calls
 * it.
 */
@NullMarked
package dev.crashproof.worker.runtime;

import org.jspecify.annotations.NullMarked;
