package dev.crashproof.report;

import dev.crashproof.checker.Evidence;
import java.util.Optional;

/**
 * All that it takes to judge a golden run or a point again.
 *
 * @param evidence what was gathered, all ops included
 * @param expectation what had to come out, as JSON, where it was told that way
 */
public record SavedEvidence(Evidence evidence, Optional<String> expectation) {}
