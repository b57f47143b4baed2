/** The worker of ADR-006: a library of workflows and activities, and a process that serves them. */
@NullMarked
package dev.crashproof.worker;

import org.jspecify.annotations.NullMarked;
