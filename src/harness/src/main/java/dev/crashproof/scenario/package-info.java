/**
 * One run of one workflow and what is done to it, from set-up to judgement. The lifecycle stands in
 * {@link dev.crashproof.scenario.Scenario#run}. Calls every room but sweep and junit.
 */
@NullMarked
package dev.crashproof.scenario;

import org.jspecify.annotations.NullMarked;
