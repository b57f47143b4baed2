package dev.crashproof.environment;

/** Which of an image's two names is taken. */
public enum ImageSource {
  /** What is there: official, else offline, else the official one is pulled. */
  AUTO,
  /** The official image, pulled where it is not there. */
  OFFICIAL,
  /** The project's own image, built by {@code compose/offline/build}; never pulled. */
  OFFLINE
}
