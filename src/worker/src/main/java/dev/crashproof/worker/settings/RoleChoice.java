package dev.crashproof.worker.settings;

import java.util.Optional;

/**
 * A role that a worker is told to have.
 *
 * @param role its name
 * @param taskQueue where it serves; empty for where that role usually does
 */
public record RoleChoice(String role, Optional<String> taskQueue) {}
