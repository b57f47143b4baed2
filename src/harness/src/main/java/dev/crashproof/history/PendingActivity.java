package dev.crashproof.history;

import java.util.Optional;

/**
 * An activity that the server has scheduled and not yet seen closed. The event history does not
 * tell that such an activity was started; only this does.
 *
 * @param activityId the activity's id
 * @param activityType the activity's type
 * @param state the server's word: {@code SCHEDULED}, {@code STARTED}, …
 * @param attempt the present attempt, from 1
 * @param heartbeatDetails what the last heartbeat carried, as JSON; empty where none came or it
 *     carried nothing
 */
public record PendingActivity(
    String activityId,
    String activityType,
    String state,
    int attempt,
    Optional<String> heartbeatDetails) {}
