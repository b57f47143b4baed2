package dev.crashproof.environment.embedded;

import java.nio.file.Path;
import java.util.Optional;

/** Fetches Temporal's command line. */
interface CommandLineDownload {

  /** Within seconds where it can't be had. */
  Outcome fetch();

  /**
   * What came of it: one of the two.
   *
   * @param binary the executable
   * @param problem why there is none
   */
  record Outcome(Optional<Path> binary, Optional<String> problem) {

    static Outcome of(Path binary) {
      return new Outcome(Optional.of(binary), Optional.empty());
    }

    static Outcome none(String problem) {
      return new Outcome(Optional.empty(), Optional.of(problem));
    }
  }
}
