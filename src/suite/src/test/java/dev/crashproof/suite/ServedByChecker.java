package dev.crashproof.suite;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every task of the workflow was done by a worker of one of these roles, as the workers' identities
 * in the event history tell.
 *
 * @param allowed the roles
 * @param roleOf the role of a worker by its identity
 */
record ServedByChecker(Set<String> allowed, Function<String, Optional<String>> roleOf)
    implements Checker {
  private static final Set<String> STARTS = Set.of("WorkflowTaskStarted", "ActivityTaskStarted");

  @Override
  public String name() {
    return "served-by";
  }

  @Override
  public Verdict check(Evidence evidence) {
    List<Event> starts = evidence.eventHistory().all(e -> STARTS.contains(e.type()));
    Map<String, Long> roles =
        starts.stream()
            .map(e -> e.attribute("identity").flatMap(roleOf).orElse("somebody else"))
            .collect(Collectors.groupingBy(r -> r, TreeMap::new, Collectors.counting()));
    if (starts.isEmpty()) {
      return Verdict.unknown(name(), "no worker took a task of it");
    }
    return allowed.containsAll(roles.keySet())
        ? Verdict.valid(name(), "its tasks were taken by " + roles)
        : Verdict.invalid(
            name(), "its tasks were taken by %s, not by %s".formatted(roles, allowed));
  }
}
