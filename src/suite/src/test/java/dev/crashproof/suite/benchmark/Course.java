package dev.crashproof.suite.benchmark;

import java.util.List;
import java.util.Map;

/** A way to play: what both contenders do in a pair, and what is read of it. */
interface Course {

  /** What is read of a play. */
  List<Figure> figures();

  /**
   * Plays once.
   *
   * @return a value for each figure
   * @throws Exception if it could not be played: the pair is lost
   */
  Map<Figure, Double> play(Play play) throws Exception;
}
