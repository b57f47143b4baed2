package dev.crashproof.environment;

import dev.crashproof.process.Run;

/**
 * All that a {@link Backend} needs to start.
 *
 * @param settings what the user asked for
 * @param run whose processes, directories and labels are used, so that nothing outlives it unseen
 * @param progress who hears of each step
 * @param reason why this backend was taken, for the description
 */
public record Launch(Settings settings, Run run, Progress progress, String reason) {}
