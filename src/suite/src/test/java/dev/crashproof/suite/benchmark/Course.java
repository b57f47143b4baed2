package dev.crashproof.suite.benchmark;

import java.util.List;
import java.util.Map;

/** A way to play: what both contenders do in a round, and what is read of it. */
interface Course {

  /** What is read of a round: each figure of one play of ours and one of the naive worker. */
  List<Figure> figures();

  /** Who plays in a round, once each. */
  default List<Part> parts() {
    return Part.pair(figures());
  }

  /**
   * Plays once.
   *
   * @return a value for each figure of its part
   * @throws Exception if it could not be played: the pair is lost
   */
  Map<Figure, Double> play(Play play) throws Exception;
}
