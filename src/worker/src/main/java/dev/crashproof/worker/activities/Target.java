package dev.crashproof.worker.activities;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a call goes.
 *
 * @param url absolute, in ASCII
 */
record Target(URI url) {
  private static final int LONGEST = 8000;
  private static final String NO_URL =
      "url is no URL: give one like https://HOST/PATH, or a path relative to API_BASE_URL";

  /** What is wrong with an address, if anything. Never shows it: its query may be a secret. */
  static Optional<String> complaint(String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      return Optional.of("url is blank or longer than " + LONGEST + " characters");
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.of(NO_URL);
    }
    if (url.isAbsolute() && !isHttp(url)) {
      return Optional.of("url has a scheme other than http and https: begin it with one of them");
    }
    if (url.getRawUserInfo() != null) {
      return Optional.of("url holds a user: give an Authorization header instead");
    }
    boolean named = url.isAbsolute() || url.getRawAuthority() != null;
    return url.isOpaque() || (named && url.getHost() == null)
        ? Optional.of(NO_URL)
        : Optional.empty();
  }

  private static boolean isHttp(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    return scheme.equals("http") || scheme.equals("https");
  }

  /**
   * Resolves an address that has no complaint. The base is a folder: {@code orders} goes below it,
   * {@code /orders} to its host's root.
   *
   * @return empty if the address is relative and there is no base
   */
  static Optional<Target> of(String text, Optional<URI> base) {
    URI url = URI.create(text);
    Optional<URI> absolute =
        url.isAbsolute() ? Optional.of(url) : base.map(from -> folder(from).resolve(url));
    return absolute.map(found -> new Target(URI.create(found.toASCIIString())));
  }

  private static URI folder(URI base) {
    String path = base.getRawPath();
    return URI.create(origin(base) + (path.endsWith("/") ? path : path + "/"));
  }

  private static String origin(URI url) {
    return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  /** The address without what may be secret: user, query, fragment. */
  String shown() {
    String path = url.getRawPath();
    return origin(url) + (path.isEmpty() ? "/" : path);
  }

  @Override
  public String toString() {
    return shown();
  }
}
