/**
 * Samples, their statistics, targets and the verdicts on them; the control that tells a busy
 * machine from a slow worker; the comparison with a baseline. No I/O. Calls history.
 */
@NullMarked
package dev.crashproof.measure;

import org.jspecify.annotations.NullMarked;
