package dev.crashproof.environment.containers;

import dev.crashproof.environment.EnvironmentException;

/** An image that is not there and can't be had. */
final class MissingImageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String remedy;

  /**
   * With why and what to do.
   *
   * @param reason a clause that names the image
   * @param remedy what to do, as a clause
   */
  MissingImageException(String reason, String remedy) {
    super(reason + ": " + remedy + ".");
    this.reason = reason;
    this.remedy = remedy;
  }

  String reason() {
    return reason;
  }

  /** What to do, as a sentence. */
  String remedy() {
    return remedy.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + remedy.substring(1) + ".";
  }

  EnvironmentException forTheUser() {
    return new EnvironmentException(String.valueOf(getMessage()), this);
  }
}
