package dev.crashproof.worker.source;

/**
 * A source file.
 *
 * @param name what it is called, as in {@code Demo.java}
 * @param source its text
 */
public record SourceFile(String name, String source) {

  /** The longest source that is read. */
  public static final int MOST_CHARACTERS = 256 * 1024;

  /** As messages call it. */
  @Override
  public String toString() {
    return name;
  }
}
