package dev.crashproof.suite.benchmark;

import java.util.List;
import java.util.Map;

/** A way to play: what both contenders do in a round, and what is read of it. */
interface Course {

  /** Who plays in a round, once each: for each figure one of ours and one of the naive worker. */
  List<Part> parts();

  /** What is read of a round. */
  default List<Figure> figures() {
    return parts().stream().flatMap(part -> part.figures().stream()).distinct().toList();
  }

  /**
   * Plays once.
   *
   * @return a value for each figure of its part
   * @throws Exception if it could not be played: the pair is lost
   */
  Map<Figure, Double> play(Play play) throws Exception;
}
