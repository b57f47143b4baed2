/**
 * The benchmark: ours against a naive worker, in pairs, on one server. {@link
 * dev.crashproof.suite.benchmark.RecoveryBenchmark} is where it begins.
 */
@NullMarked
package dev.crashproof.suite.benchmark;

import org.jspecify.annotations.NullMarked;
