package dev.crashproof.environment;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * A Postgres database to which one can connect.
 *
 * @param jdbcUrl its JDBC address, without user and password
 * @param user who connects
 * @param password with what; a throwaway of this environment
 */
public record Database(String jdbcUrl, String user, String password) {
  private static final String JDBC = "jdbc:";
  private static final int STANDARD_PORT = 5432;

  /**
   * The server's host.
   *
   * @throws EnvironmentException if the address names no one host
   */
  public String host() {
    return server().getHost();
  }

  /** The server's port. */
  public int port() {
    int port = server().getPort();
    return port < 0 ? STANDARD_PORT : port;
  }

  /**
   * The same database, reached at another address: an interposer's.
   *
   * @param address {@code host:port}
   */
  public Database at(String address) {
    URI server = server();
    String authority = server.getRawAuthority();
    return new Database(
        jdbcUrl.replaceFirst("//" + Pattern.quote(authority), "//" + address), user, password);
  }

  private URI server() {
    try {
      URI uri = new URI(jdbcUrl.startsWith(JDBC) ? jdbcUrl.substring(JDBC.length()) : jdbcUrl);
      if (uri.getHost() == null) {
        throw new URISyntaxException(jdbcUrl, "no host");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new EnvironmentException(
          "The database's address %s names no one server: write jdbc:postgresql://host:port/name."
              .formatted(jdbcUrl),
          e);
    }
  }
}
