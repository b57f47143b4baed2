package dev.crashproof.measure;

import java.util.Optional;

/**
 * What is said of a target.
 *
 * @param target the target
 * @param outcome PASS, MISS or UNKNOWN
 * @param actual the statistic's value, where something was measured
 * @param summary all statistics, where something was measured
 * @param controlRatio how many times slower than its best the machine was, where a control ran
 * @param reason why, in words
 */
public record TargetVerdict(
    Target target,
    Outcome outcome,
    Optional<Double> actual,
    Optional<Summary> summary,
    Optional<Double> controlRatio,
    String reason) {}
