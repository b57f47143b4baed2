package dev.crashproof.environment;

/**
 * What every report tells of the environment it was made in.
 *
 * @param backend {@code containers}, {@code embedded} or {@code external}
 * @param temporal what serves Temporal, in words: the image, the binary's path, the test server
 * @param temporalVersion the server's version as it tells it itself
 * @param postgres what serves Postgres, in words
 * @param postgresVersion the version as {@code show server_version} tells it
 * @param comparableTimings whether recovery timings can be held against other reports: only a real
 *     Temporal server's can
 * @param reason why this backend was taken, in one line
 */
public record Description(
    String backend,
    String temporal,
    String temporalVersion,
    String postgres,
    String postgresVersion,
    boolean comparableTimings,
    String reason) {}
