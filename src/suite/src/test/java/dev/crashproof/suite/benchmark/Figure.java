package dev.crashproof.suite.benchmark;

import dev.crashproof.report.BenchmarkGoal;

/**
 * What is measured in a play.
 *
 * @param id the beginning of its rows' ids
 * @param title in words
 * @param unit of its values
 * @param how it is taken
 * @param older what is to be reached on Java 17 to 23
 * @param newer what is to be reached from Java 24 on
 */
record Figure(
    String id, String title, String unit, String how, BenchmarkGoal older, BenchmarkGoal newer) {
  BenchmarkGoal goal(Jdk jdk) {
    return jdk.isAheadOfTime() ? newer : older;
  }
}
