package dev.crashproof.suite;

import dev.crashproof.history.Event;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.PendingActivity;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.WorkflowSnapshot;
import dev.crashproof.suite.Fleet.Post;
import dev.crashproof.workload.TemporalNamespace;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Kills of workers at moments drawn from a seed: who, and after how many more events of which kind
 * in the event histories that this worker brings on. Whoever is killed is started again at once.
 */
final class Strikes {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
  private static final int MOST_EVENTS = 3;

  private final TemporalNamespace namespace;
  private final Fleet fleet;
  private final MigrationFeed feed;
  private final Recorder recorder;
  private final Random random;
  private final Console console;
  private int kills;

  /** What is waited for in the event histories. */
  enum Sign {
    WORKFLOW_TASK_STARTED("WorkflowTaskStarted"),
    WORKFLOW_TASK_COMPLETED("WorkflowTaskCompleted"),
    ACTIVITY_SCHEDULED("ActivityTaskScheduled"),
    ACTIVITY_COMPLETED("ActivityTaskCompleted"),
    /** The event history tells of a start only when the activity has ended. */
    ACTIVITY_RUNS("");

    private final String event;

    Sign(String event) {
      this.event = event;
    }

    /** Whether it is seen only by looking just then. */
    private boolean sampled() {
      return this == ACTIVITY_RUNS;
    }

    private Stream<String> in(WorkflowSnapshot snapshot) {
      String id = snapshot.eventHistory().workflowId();
      return sampled()
          ? snapshot.pendingActivities().stream()
              .filter(a -> a.state().equals("STARTED"))
              .map(a -> id + " " + words(a))
          : snapshot.eventHistory().all(e -> e.is(event)).stream().map(e -> id + " " + words(e));
    }

    private static String words(PendingActivity activity) {
      return "%s runs, attempt %d, %s"
          .formatted(activity.activityType(), activity.attempt(), activity.activityId());
    }

    private static String words(Event event) {
      return "event %d, %s".formatted(event.id(), event.type());
    }
  }

  Strikes(SuiteRun suite, Fleet fleet, MigrationFeed feed, Recorder recorder, Random random) {
    this.namespace = suite.namespace();
    this.console = suite.console();
    this.fleet = fleet;
    this.feed = feed;
    this.recorder = recorder;
    this.random = random;
  }

  /** So many kills, each of one that serves, whoever that is. */
  void strike(int times) {
    for (int i = 0; i < times; i++) {
      Post victim = draw(fleet.posts());
      fleet.awaitReady(victim);
      Sign sign = draw(List.of(Sign.values()));
      kill(
          victim,
          sign,
          sign.sampled() ? 1 : 1 + random.nextInt(MOST_EVENTS),
          () -> feed.feed(victim.taskQueue()),
          migrant -> migrant.taskQueue().equals(victim.taskQueue()));
      fleet.start(victim);
    }
  }

  /** One kill in the midst of workflows that are begun now; the worker stays down. */
  void strikeAmong(Post victim, MigrationKind kind, int workflows) {
    fleet.awaitReady(victim);
    kill(
        victim,
        Sign.ACTIVITY_SCHEDULED,
        1,
        () -> Stream.generate(() -> feed.start(kind)).limit(workflows).toList(),
        migrant -> migrant.kind() == kind);
  }

  private void kill(
      Post victim, Sign sign, int events, Supplier<List<Migrant>> food, Predicate<Migrant> served) {
    Set<Integer> watched = numbers(feed.open(served));
    Set<String> known = seen(sign, watched);
    Set<Integer> eaten = numbers(food.get());
    Set<String> fresh =
        Awaitility.await("%d x %s for %s".formatted(events, sign, victim.name()))
            .atMost(BOUND)
            .pollDelay(Duration.ZERO)
            .pollInterval(BETWEEN_LOOKS)
            .until(
                () -> {
                  Set<Integer> open = numbers(feed.open(served));
                  watched.addAll(open);
                  eaten.retainAll(open);
                  if (eaten.isEmpty()) {
                    // They ended before enough was seen of them: there must be something to strike.
                    eaten.addAll(numbers(food.get()));
                  }
                  return without(seen(sign, watched), known);
                },
                found -> found.size() >= events);
    kills++;
    recorder.record(
        OpKind.INFO,
        "nemesis",
        "moment",
        Map.of(
            "kill",
            Integer.toString(kills),
            "victim",
            victim.name(),
            "sign",
            sign.name(),
            "events",
            Integer.toString(events),
            "seen",
            String.join("; ", fresh)));
    victim.worker().kill();
    console.step("kill %d: %s, %d x %s".formatted(kills, victim.name(), events, sign));
  }

  private static Set<Integer> numbers(List<Migrant> migrants) {
    return migrants.stream().map(Migrant::number).collect(Collectors.toCollection(HashSet::new));
  }

  private Set<String> seen(Sign sign, Set<Integer> numbers) {
    return feed.all().stream()
        .filter(migrant -> numbers.contains(migrant.number()))
        .flatMap(migrant -> sign.in(namespace.snapshot(migrant.run())))
        .collect(Collectors.toSet());
  }

  private static Set<String> without(Set<String> some, Set<String> others) {
    Set<String> left = new HashSet<>(some);
    left.removeAll(others);
    return left;
  }

  private <T> T draw(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
