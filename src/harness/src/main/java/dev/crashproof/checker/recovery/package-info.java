/**
 * How long a recovery may take, predicted from what was pending when the worker died, and the
 * checker that holds it to that. Pure values. Calls history.
 */
@NullMarked
package dev.crashproof.checker.recovery;

import org.jspecify.annotations.NullMarked;
