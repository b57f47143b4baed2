package dev.crashproof.worker.settings;

/**
 * A JDBC URL of Postgres.
 *
 * @param value the URL, its parameters included, which may hold a password
 */
public record DatabaseUrl(String value) {

  /** Whether the URL names the user itself. */
  boolean namesUser() {
    return value.matches(".*[?&]user=.*");
  }

  /** The URL without its parameters: what may be shown. */
  @Override
  public String toString() {
    int parameters = value.indexOf('?');
    return parameters < 0 ? value : value.substring(0, parameters);
  }
}
