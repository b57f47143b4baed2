/**
 * ADR-006 as something that runs: its targets and scenarios as data, and the report derived from a
 * run.
 */
@NullMarked
package dev.crashproof.suite;

import org.jspecify.annotations.NullMarked;
