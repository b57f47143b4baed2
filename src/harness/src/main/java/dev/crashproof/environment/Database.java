package dev.crashproof.environment;

/**
 * A Postgres database to which one can connect.
 *
 * @param jdbcUrl its JDBC address, without user and password
 * @param user who connects
 * @param password with what; a throwaway of this environment
 */
public record Database(String jdbcUrl, String user, String password) {}
