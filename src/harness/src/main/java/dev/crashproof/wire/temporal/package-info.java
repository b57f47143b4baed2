/**
 * The interposer between a worker and its Temporal server: reads what passes with Temporal's own
 * protos, keeps and takes back polls, remembers the tasks that were handed over.
 */
@NullMarked
package dev.crashproof.wire.temporal;

import org.jspecify.annotations.NullMarked;
