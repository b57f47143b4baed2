package dev.crashproof.history.boundary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects the boundaries of a plan, and finds for those that are one cut the one to strike. */
final class Points {
  private final Map<Boundary, PlannedBoundary> candidates = new LinkedHashMap<>();
  private final Map<Boundary, Same> same = new LinkedHashMap<>();
  private final Map<Boundary, Exclusion> out = new LinkedHashMap<>();

  /** Two boundaries that are one cut. */
  private record Same(Boundary as, Exclusion why) {}

  void add(PlannedBoundary candidate) {
    candidates.putIfAbsent(candidate.boundary(), candidate);
  }

  /** It is not struck, and no other stands for it. */
  void leaveOut(Boundary boundary, Exclusion why) {
    out.putIfAbsent(boundary, why);
  }

  /** It need not be struck where the other is. */
  void merge(Boundary boundary, Boundary into, Exclusion why) {
    if (!boundary.equals(into)) {
      same.putIfAbsent(boundary, new Same(into, why));
    }
  }

  List<PlannedBoundary> planned() {
    return candidates.values().stream()
        .filter(it -> !out.containsKey(it.boundary()))
        .filter(it -> standsFor(it.boundary()).equals(it.boundary()))
        .toList();
  }

  List<Excluded> exclusions() {
    List<Excluded> excluded = new ArrayList<>();
    for (Boundary boundary : candidates.keySet()) {
      Boundary twin = standsFor(boundary);
      if (!out.containsKey(boundary) && !twin.equals(boundary)) {
        excluded.add(new Excluded(boundary, why(boundary), Optional.of(twin)));
      }
    }
    out.forEach((boundary, why) -> excluded.add(new Excluded(boundary, why, Optional.empty())));
    return excluded;
  }

  private Exclusion why(Boundary boundary) {
    Same it = same.get(boundary);
    return it == null ? Exclusion.TWIN : it.why();
  }

  /** The last of a chain of twins that can be struck. */
  private Boundary standsFor(Boundary boundary) {
    Set<Boundary> seen = new HashSet<>();
    Boundary at = boundary;
    while (seen.add(at)) {
      Same next = same.get(at);
      if (next == null || !candidates.containsKey(next.as()) || out.containsKey(next.as())) {
        return at;
      }
      at = next.as();
    }
    // A ring of twins, which no run can show: each stands for itself.
    return boundary;
  }
}
