package dev.crashproof.checker;

import dev.crashproof.history.ActivityRun;
import dev.crashproof.history.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The order is right: effects were committed as expected, none before an effect without which its
 * activity would never have been scheduled, and on the wire nothing was answered before it was
 * asked.
 */
public final class OrderChecker implements Checker {
  private final Expectation expectation;

  /** Expects its orders. */
  public OrderChecker(Expectation expectation) {
    this.expectation = expectation;
  }

  @Override
  public String name() {
    return "order";
  }

  @Override
  public Verdict check(Evidence evidence) {
    Assignment assignment = Assignment.of(evidence, expectation);
    if (assignment.executions().missing()) {
      return Verdict.unknown(name(), "the event history is missing, so that no order is known");
    }
    List<String> wrong = new ArrayList<>();
    for (List<String> order : expectation.orders()) {
      for (int i = 1; i < order.size(); i++) {
        expected(order.get(i - 1), order.get(i), assignment).ifPresent(wrong::add);
      }
    }
    wrong.addAll(causality(assignment));
    WireOrder.Finding wire = WireOrder.of(evidence, assignment.executions());
    wrong.addAll(wire.wrong());
    return wrong.isEmpty()
        ? Verdict.valid(
            name(),
            "%d effects, none before one that it follows from".formatted(assignment.rows().size()))
        : new Verdict(name(), Validity.INVALID, String.join("; ", wrong), wire.ops());
  }

  private Optional<String> expected(String first, String second, Assignment assignment) {
    Optional<Row> before = firstRow(first, assignment);
    Optional<Row> after = firstRow(second, assignment);
    // One that is missing is for others to judge.
    return before.isPresent() && after.isPresent() && after.get().index() < before.get().index()
        ? Optional.of(
            "%s was committed before %s, expected after it: row %d before row %d"
                .formatted(second, first, after.get().index() + 1, before.get().index() + 1))
        : Optional.empty();
  }

  private Optional<Row> firstRow(String name, Assignment assignment) {
    return expectation.effects().stream()
        .filter(e -> e.toString().equals(name))
        .flatMap(e -> assignment.of(e).stream())
        .min((a, b) -> Integer.compare(a.index(), b.index()));
  }

  /** An effect's first row stands before all that follows from its activity's completion. */
  private static List<String> causality(Assignment assignment) {
    List<String> wrong = new ArrayList<>();
    List<Row> earlier = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Row row : assignment.rows()) {
      Optional<Scheduled> activity = activity(row, assignment);
      if (activity.isPresent()
          && seen.add(activity.get() + " " + row.suffix() + row.effect().content())) {
        earlier.stream()
            .filter(
                e -> activity(e, assignment).filter(a -> followed(a, activity.get())).isPresent())
            .findFirst()
            .ifPresent(
                e ->
                    wrong.add(
                        "an effect of %s was committed only after one of %s, which was scheduled when %s had completed: row %d after row %d"
                            .formatted(
                                activity.get(),
                                activity(e, assignment).orElseThrow(),
                                activity.get(),
                                row.index() + 1,
                                e.index() + 1)));
        earlier.add(row);
      }
    }
    return wrong;
  }

  /** By its key, else by its type where the workflow has one activity of that type alone. */
  private static Optional<Scheduled> activity(Row row, Assignment assignment) {
    List<Scheduled> ofType =
        assignment.executions().activities().stream()
            .filter(a -> a.type().equals(row.activityType()))
            .filter(a -> a.execution().is(row.effect().workflowId()))
            .toList();
    return row.owner()
        .map(Owner::activity)
        .or(() -> ofType.size() == 1 ? Optional.of(ofType.get(0)) : Optional.empty());
  }

  /** Whether the later one was scheduled when the earlier one had completed, in the same run. */
  private static boolean followed(Scheduled later, Scheduled earlier) {
    Optional<Event> completed = earlier.run().ended().filter(e -> e.is("ActivityTaskCompleted"));
    ActivityRun run = later.run();
    return later.execution().equals(earlier.execution())
        && completed.filter(e -> e.id() < run.scheduled().id()).isPresent();
  }
}
