package dev.crashproof.worker.settings;

/**
 * Which version of which deployment the worker is, so that the server can keep workflows on
 * versions that can run them.
 *
 * @param deployment the deployment's name
 * @param buildId the version within it
 * @param behavior what happens to a running workflow when another version becomes current
 */
public record VersionSettings(String deployment, String buildId, Behavior behavior) {

  /** What happens to running workflows when another version becomes current. */
  public enum Behavior {
    /** They stay with the version that they began on. */
    PINNED,
    /** They move to the new version at their next workflow task. */
    AUTO_UPGRADE
  }
}
