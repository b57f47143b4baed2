package dev.crashproof.environment.servers;

import dev.crashproof.environment.Description;

/**
 * The two servers of an environment.
 *
 * @param description what they are
 * @param temporal the frontend, closed with the environment
 * @param postgres the Postgres server
 * @param stop stops and removes what runs the two
 */
public record Servers(
    Description description, TemporalServer temporal, PostgresServer postgres, Runnable stop) {}
