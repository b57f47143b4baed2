package dev.crashproof.worker.settings;

import java.util.regex.Pattern;

/** Values as they may be shown. */
final class Masks {
  static final String MASK = "***";

  private static final Pattern SECRET_PARAMETER =
      Pattern.compile("(?i)([?&;][^=&;]*(?:pass|pwd|secret|token|key)[^=&;]*=)[^&;]*");
  private static final Pattern USER_INFO = Pattern.compile("(//)[^/?#]*@");
  private static final Pattern QUERY = Pattern.compile("\\?.*");

  private Masks() {}

  static String shown(Setting setting, String value) {
    return switch (setting) {
      case DATABASE_PASSWORD,
          API_KEY,
          TLS_CLIENT_KEY_DATA,
          TLS_CLIENT_CERT_DATA,
          TLS_SERVER_CA_CERT_DATA ->
          MASK;
      case DATABASE_URL ->
          USER_INFO
              .matcher(SECRET_PARAMETER.matcher(value).replaceAll("$1***"))
              .replaceAll("$1***@");
      case API_BASE_URL, TRACES_ENDPOINT -> url(value);
      default -> value;
    };
  }

  /** Without the user and the query: either may be how one is let in. */
  static String url(String value) {
    return QUERY.matcher(USER_INFO.matcher(value).replaceAll("$1***@")).replaceAll("?***");
  }
}
