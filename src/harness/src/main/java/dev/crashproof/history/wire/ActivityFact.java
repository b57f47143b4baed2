package dev.crashproof.history.wire;

/**
 * One activity task that was handed over in the answer to another message: an eager activity.
 *
 * @param type the activity's type
 * @param id the activity, as the SDK named it
 * @param attempt which attempt, from 1
 * @param token the token's fingerprint
 */
public record ActivityFact(String type, String id, int attempt, String token) {}
