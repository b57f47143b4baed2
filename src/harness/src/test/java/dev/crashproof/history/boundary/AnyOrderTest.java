package dev.crashproof.history.boundary;

import static dev.crashproof.history.boundary.WireLog.complete;
import static dev.crashproof.history.boundary.WireLog.completed;
import static dev.crashproof.history.boundary.WireLog.fired;
import static dev.crashproof.history.boundary.WireLog.schedule;
import static dev.crashproof.history.boundary.WireLog.started;
import static dev.crashproof.history.boundary.WireLog.timer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.wire.CommandFact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every run, whatever comes first in it. */
class AnyOrderTest {
  private static final int RUNS = 200;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void concurrentActivitiesHaveTheSameNamesInWhateverOrderTheirMessagesPass(int activities) {
    Set<String> names = concurrent(new WireLog(), new Random(0), activities);

    for (int seed = 1; seed < RUNS; seed++) {
      assertThat(concurrent(new WireLog(), new Random(seed), activities))
          .as("seed %d", seed)
          .isEqualTo(names);
    }
    // Of each: handed over, a heartbeat, three statements, its end. And two workflow tasks.
    assertThat(names).hasSize(6 * activities + 4);
  }

  /** Each activity's messages in their order, those of different activities in any. */
  private static Set<String> concurrent(WireLog log, Random random, int activities) {
    WireLog.Run run = log.workflow("wf");
    List<CommandFact> commands = new ArrayList<>();
    List<CommandFact> causes = new ArrayList<>();
    List<Deque<Runnable>> streams = new ArrayList<>();
    for (int i = 0; i < activities; i++) {
      String id = new UUID(random.nextLong(), i).toString();
      commands.add(schedule("load", id));
      causes.add(completed("load", id));
      streams.add(messages(log, run, id, i));
    }
    WireLog.Exchange first = run.task(started()).completing(commands.toArray(CommandFact[]::new));
    streams.add(new ArrayDeque<>(List.of(first::ok)));
    List<Deque<Runnable>> open = new ArrayList<>(streams);
    while (!open.isEmpty()) {
      Deque<Runnable> stream = open.get(random.nextInt(open.size()));
      stream.removeFirst().run();
      open.removeIf(Deque::isEmpty);
    }
    run.task(causes.toArray(CommandFact[]::new)).complete(complete());
    return new TreeSet<>(log.names("wf"));
  }

  private static Deque<Runnable> messages(WireLog log, WireLog.Run run, String id, int connection) {
    Deque<WireLog.Activity> activity = new ArrayDeque<>();
    Deque<WireLog.Exchange> exchange = new ArrayDeque<>();
    return new ArrayDeque<>(
        List.of(
            () -> activity.add(run.activity("load", id)),
            () -> exchange.add(log.sql(connection, "insert", "values ('" + id + "')")),
            () -> exchange.getLast().ok("open"),
            () -> activity.getLast().heartbeat(),
            () -> exchange.add(log.sql(connection, "update", "update totals set n = n + 1")),
            () -> exchange.getLast().ok("open"),
            () -> exchange.add(log.sql(connection, "commit", "commit")),
            () -> exchange.getLast().ok("idle"),
            () -> exchange.add(activity.getLast().ending("Completed")),
            () -> exchange.getLast().ok()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void ofASequentialWorkflowAsManyCutsAreStruckAsThereAre(long seed) {
    GoldenRuns runs = GoldenRuns.none();
    for (int i = 0; i < 6; i++) {
      // The same workflow each time; only which answer is heard first differs.
      runs = runs.with(sequential(new Random(seed), new Random(seed * 100 + i)));
    }
    BoundaryPlan plan = BoundaryPlan.of(runs, Depth.NORMAL);

    assertThat(plan.exhaustive()).as(plan.exhaustiveWhy()).isTrue();
    assertThat(
            plan.boundaries().stream()
                .map(it -> it.boundary().kind())
                .filter(kind -> kind != BoundaryKind.LATE && kind != BoundaryKind.IDLE))
        .hasSize((int) plan.cuts());
    assertThat(BoundaryPlan.of(runs, Depth.FULL).exhaustive()).isTrue();
  }

  private static GoldenRun sequential(Random script, Random race) {
    WireLog log = new WireLog();
    WireLog.Run run = log.workflow("wf");
    CommandFact cause = started();
    for (int step = 0; step < 5; step++) {
      String id = new UUID(7, step).toString();
      WireLog.WorkflowTask task = run.task(cause);
      if (script.nextBoolean()) {
        task.complete(timer(id));
        cause = fired(id);
        continue;
      }
      WireLog.Exchange scheduling = task.completing(schedule("load", id));
      boolean early = race.nextBoolean();
      if (early) {
        scheduling.ok();
      }
      WireLog.Activity activity = run.activity("load", id);
      if (!early) {
        scheduling.ok();
      }
      work(log, script);
      activity.complete();
      cause = completed("load", id);
    }
    run.task(cause).complete(complete());
    return log.golden("wf");
  }

  private static void work(WireLog log, Random script) {
    for (int i = script.nextInt(4); i > 0; i--) {
      switch (script.nextInt(4)) {
        case 0 -> log.sql("select", "select * from orders").ok("idle");
        case 1 -> log.sql("insert", "insert into orders").ok("idle");
        case 2 -> {
          log.sql("begin+insert", "begin; insert").ok("open");
          log.sql("commit", "commit").ok("idle");
        }
        default -> log.http("POST /charge").ok();
      }
    }
  }
}
