package dev.crashproof.worker.roles;

/**
 * A role and the task queue that it serves.
 *
 * @param role what is served
 * @param taskQueue where
 */
public record Assignment(Role role, String taskQueue) {

  @Override
  public String toString() {
    return role.name() + " on '" + taskQueue + "'";
  }
}
