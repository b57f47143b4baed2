package dev.crashproof.worker.settings;

/**
 * The database that effects go to.
 *
 * @param url where it is
 * @param user who connects; empty if the URL says so
 * @param password the user's; empty if none is needed or the URL has it
 * @param poolSize the most connections
 */
public record DatabaseSettings(DatabaseUrl url, String user, String password, int poolSize) {

  /** Everything but the password. */
  @Override
  public String toString() {
    return url + " as " + (user.isEmpty() ? "the URL says" : user) + ", pool of " + poolSize;
  }
}
