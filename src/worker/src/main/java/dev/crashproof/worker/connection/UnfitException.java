package dev.crashproof.worker.connection;

/** Something is not what it should be. The message goes on after its name, and shows none of it. */
final class UnfitException extends Exception {

  UnfitException(String why) {
    super(why);
  }

  UnfitException(String why, Throwable cause) {
    super(why, cause);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
