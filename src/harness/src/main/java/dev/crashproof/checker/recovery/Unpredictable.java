package dev.crashproof.checker.recovery;

/**
 * No prediction: the evidence does not carry one.
 *
 * @param why what is missing, and what to do about it
 */
public record Unpredictable(String why) implements Prediction {}
