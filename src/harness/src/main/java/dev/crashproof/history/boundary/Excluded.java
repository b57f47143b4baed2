package dev.crashproof.history.boundary;

import java.util.Optional;

/**
 * A boundary that is not struck.
 *
 * @param boundary the boundary
 * @param why why not
 * @param twin the boundary that is the same cut and is struck, if there is one
 */
public record Excluded(Boundary boundary, Exclusion why, Optional<Boundary> twin) {

  /** The reason in words, with its twin's name. */
  public String reason() {
    return twin.map(it -> "%s: the same cut as \"%s\"".formatted(why.reason(), it))
        .orElse(why.reason());
  }

  /** Whether leaving it out leaves no cut out. */
  boolean losesNothing() {
    return twin.isPresent() || why == Exclusion.HOUSEKEEPING;
  }
}
