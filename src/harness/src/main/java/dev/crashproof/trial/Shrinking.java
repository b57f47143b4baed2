package dev.crashproof.trial;

import dev.crashproof.nemesis.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Takes faults away from a schedule that makes a workload fail, as long as it still fails: delta
 * debugging. None of those that are left can be taken away; of up to three no smaller choice fails.
 */
public final class Shrinking {
  private final Schedule whole;
  private final Predicate<Schedule> fails;
  private final Map<Set<Integer>, Boolean> tried = new HashMap<>();

  private Shrinking(Schedule whole, Predicate<Schedule> fails) {
    this.whole = whole;
    this.fails = fails;
  }

  /**
   * The smallest that was found.
   *
   * @param whole a schedule that fails; it is not tried
   * @param fails whether another does; no schedule is tried twice
   */
  public static Schedule of(Schedule whole, Predicate<Schedule> fails) {
    return new Shrinking(whole, fails).smallest();
  }

  private Schedule smallest() {
    List<Integer> left = IntStream.range(0, whole.faults().size()).boxed().toList();
    int parts = 2;
    while (left.size() > 1) {
      List<List<Integer>> split = split(left, Math.min(parts, left.size()));
      List<Integer> before = left;
      Optional<List<Integer>> one = split.stream().filter(this::failing).findFirst();
      Optional<List<Integer>> without =
          one.isPresent()
              ? Optional.empty()
              : split.stream().map(part -> minus(before, part)).filter(this::failing).findFirst();
      if (one.isPresent()) {
        left = one.get();
        parts = 2;
      } else if (without.isPresent()) {
        left = without.get();
        parts = Math.max(2, parts - 1);
      } else if (parts < left.size()) {
        parts = Math.min(left.size(), parts * 2);
      } else {
        break;
      }
    }
    return whole.only(new TreeSet<>(left));
  }

  private boolean failing(List<Integer> places) {
    Set<Integer> kept = new TreeSet<>(places);
    Boolean known = tried.get(kept);
    if (known != null) {
      return known;
    }
    boolean answer = fails.test(whole.only(kept));
    tried.put(kept, answer);
    return answer;
  }

  private static List<Integer> minus(List<Integer> all, List<Integer> some) {
    return all.stream().filter(place -> !some.contains(place)).toList();
  }

  private static List<List<Integer>> split(List<Integer> places, int parts) {
    List<List<Integer>> split = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      split.add(places.subList(i * places.size() / parts, (i + 1) * places.size() / parts));
    }
    return split;
  }
}
