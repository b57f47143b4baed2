package dev.crashproof.suite.benchmark;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who plays in each round of a course.
 *
 * @param contender who
 * @param variant what sets it apart from another part of that contender; empty where there is none
 * @param figures what a play of it is a value of
 */
record Part(Contender contender, String variant, List<Figure> figures) {
  static Part of(Contender contender, List<Figure> figures) {
    return new Part(contender, "", figures);
  }

  /** One of each contender, for all of those figures. */
  static List<Part> pair(List<Figure> figures) {
    return List.of(of(Contender.OURS, figures), of(Contender.NAIVE, figures));
  }

  /** As names have it, unique in the course. */
  String word() {
    return variant.isEmpty() ? contender.word() : contender.word() + "-" + variant;
  }

  /** That value, for each of its figures. */
  Map<Figure, Double> value(double value) {
    return figures.stream().collect(Collectors.toMap(Function.identity(), any -> value));
  }
}
