package dev.crashproof.suite;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.Event;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The workflow was brought on by workers of these versions of a deployment, in this order, and by
 * no others, as the server wrote it into each completed workflow task.
 *
 * @param buildIds the versions' build ids
 */
record VersionsChecker(List<String> buildIds) implements Checker {

  static VersionsChecker of(String... buildIds) {
    return new VersionsChecker(List.of(buildIds));
  }

  @Override
  public String name() {
    return "versions";
  }

  @Override
  public Verdict check(Evidence evidence) {
    List<Event> tasks = evidence.eventHistory().all(e -> e.is("WorkflowTaskCompleted"));
    List<String> seen =
        tasks.stream()
            .map(e -> e.attribute("deploymentVersion.buildId").orElse("no version"))
            .toList();
    List<String> stages = stages(seen);
    return stages.equals(buildIds)
        ? Verdict.valid(name(), "%d workflow tasks, by %s".formatted(seen.size(), stages))
        : Verdict.invalid(
            name(), "the workflow tasks were done by %s, not by %s".formatted(seen, buildIds));
  }

  private static List<String> stages(List<String> seen) {
    return IntStream.range(0, seen.size())
        .filter(i -> i == 0 || !seen.get(i).equals(seen.get(i - 1)))
        .mapToObj(seen::get)
        .toList();
  }
}
