package dev.crashproof.checker;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses expectations that no run could meet. */
final class Expectations {
  private Expectations() {}

  static void refuseTwice(List<ExpectedEffect> effects) {
    for (int i = 0; i < effects.size(); i++) {
      ExpectedEffect effect = effects.get(i);
      if (effects.subList(0, i).stream().anyMatch(effect::sameAs)) {
        throw new IllegalArgumentException(
            "The effect %s is expected twice: say how often by times(Times.exactly(2))."
                .formatted(effect));
      }
    }
  }

  static void refuseUnknown(List<List<String>> orders, List<ExpectedEffect> effects) {
    Set<String> names = effects.stream().map(Object::toString).collect(Collectors.toSet());
    for (List<String> order : orders) {
      if (order.size() < 2 || new HashSet<>(order).size() < order.size()) {
        throw new IllegalArgumentException(
            "The order %s says nothing: name two effects or more, each once.".formatted(order));
      }
      for (String name : order) {
        if (!names.contains(name)) {
          throw new IllegalArgumentException(
              "The order names \"%s\", which is no expected effect; those are %s."
                  .formatted(name, effects));
        }
      }
    }
  }
}
