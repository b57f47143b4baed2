package dev.crashproof.measure.recovery;

/** A stretch of a recovery that has no cause yet. */
record Gap(long fromNanos, long toNanos) {}
