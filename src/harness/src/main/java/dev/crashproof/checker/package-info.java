/**
 * Judges evidence: VALID, UNKNOWN or INVALID, with the reason in words. Pure; calls history and
 * ledger.
 */
@NullMarked
package dev.crashproof.checker;

import org.jspecify.annotations.NullMarked;
