/** The suite: ADR-006's tests and measures, run against the worker as a process of its own. */
@NullMarked
package dev.crashproof.suite;

import org.jspecify.annotations.NullMarked;
