package dev.crashproof.worker.settings;

/**
 * A setting as somebody gave it.
 *
 * @param name what that place calls it
 * @param place where it was given
 * @param value what was given
 * @param strength of the place: the stronger wins
 */
record Given(String name, String place, String value, int strength) {
  static final int FLAG = 4;
  static final int ENVIRONMENT = 3;
  static final int FILE = 2;
  static final int PROFILE = 1;
  static final int DEFAULT = 0;

  /** The complaint about it. The value is the caller's to show, or not if it is a secret. */
  SettingsException wrong(String why) {
    return new SettingsException(name + " (from " + place + ") " + why + ".");
  }
}
