/**
 * The child process: command, environment, output; kill, terminate, pause and resume of its whole
 * process group; its exit and its memory. The only room with {@code ProcessBuilder}. Calls history.
 */
@NullMarked
package dev.crashproof.process;

import org.jspecify.annotations.NullMarked;
