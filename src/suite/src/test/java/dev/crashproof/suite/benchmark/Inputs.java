package dev.crashproof.suite.benchmark;

import java.util.Map;

/** What the workflows are given. */
final class Inputs {
  /** A DurableDemo as fast as it goes: three activities, no timer. */
  static final Map<String, Object> QUICK =
      Map.of("data", "quick", "timer", "PT0S", "steps", 1, "stepTime", "PT0S");

  /** A DurableDemo of the load: five steps of 10 ms. */
  static final Map<String, Object> LOAD =
      Map.of("data", "load", "timer", "PT0S", "steps", 5, "stepTime", "PT0.01S");

  /** An Approval that waits. */
  static final Map<String, Object> APPROVAL = Map.of("subject", "benchmark", "deadline", "PT5M");

  /** The decision that it waits for. */
  static final Map<String, Object> DECISION =
      Map.of("verdict", "APPROVE", "who", "ada", "why", "it holds");

  private Inputs() {}

  /** A call whose attempt may take 30 s (28 for the exchange and 2 for the rest). */
  static Map<String, Object> call(String path) {
    return Map.of("url", path, "body", Map.of("any", 1), "timeout", "PT28S");
  }
}
