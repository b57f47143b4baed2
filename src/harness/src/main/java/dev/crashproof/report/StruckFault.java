package dev.crashproof.report;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fault of a trial: what was planned, and whether it came about.
 *
 * @param kind the kind of fault: {@code kill}, {@code network-cut}, …
 * @param when when it was to strike, in words: {@code after RespondActivityTaskCompleted x#1}
 * @param boundaryKind what sort of moment that is: {@code before}, {@code after} or {@code
 *     delivered} for a boundary, else {@code event}, {@code time} or {@code recovering}
 * @param struck whether it was seen to strike
 * @param why why it did not, as a clause; empty where it did
 * @param properties what holds of effects under it, each by its name: {@code plain HTTP call} →
 *     {@code can't be fenced; told as at-least-once}
 */
public record StruckFault(
    String kind,
    String when,
    String boundaryKind,
    boolean struck,
    String why,
    Map<String, String> properties) {

  /** Copies the properties, so that a fault never changes. */
  public StruckFault {
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
  }
}
