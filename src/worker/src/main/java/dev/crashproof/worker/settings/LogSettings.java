package dev.crashproof.worker.settings;

/**
 * How the worker logs.
 *
 * @param format for people or for machines
 * @param level the least severe that is told of the worker's own: {@code ERROR}, {@code WARN},
 *     {@code INFO}, {@code DEBUG} or {@code TRACE}
 */
public record LogSettings(Format format, String level) {

  /** What a line looks like. */
  public enum Format {
    /** Short and readable. */
    CONSOLE,
    /** One JSON object an event. */
    JSON
  }
}
