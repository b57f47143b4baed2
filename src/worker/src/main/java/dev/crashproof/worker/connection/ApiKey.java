package dev.crashproof.worker.connection;

/** An API key as text. */
final class ApiKey {

  private ApiKey() {}

  /** The key that the text is: one line that can stand in a header. */
  static String of(String text) throws UnfitException {
    String key = text.strip();
    if (key.isEmpty()) {
      throw new UnfitException("is empty");
    }
    if (!key.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new UnfitException("has more in it than a key: blanks, lines or letters beyond ASCII");
    }
    return key;
  }
}
