package dev.crashproof.worker.source;

/** A source that is not read, now or ever: it is beyond a limit. The message says which. */
public final class SourceRefused extends RuntimeException {

  SourceRefused(String message) {
    super(message);
  }
}
