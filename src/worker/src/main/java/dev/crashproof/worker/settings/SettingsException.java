package dev.crashproof.worker.settings;

/**
 * A setting is wrong. The message is one sentence for the person who set it: which, from where,
 * why, and what would do.
 */
public final class SettingsException extends Exception {

  /** A complaint of one sentence. */
  public SettingsException(String message) {
    super(message);
  }
}
