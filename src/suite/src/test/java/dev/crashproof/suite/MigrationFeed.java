package dev.crashproof.suite;

import dev.crashproof.checker.Expectation;
import dev.crashproof.workload.TemporalNamespace;
import dev.crashproof.workload.WorkflowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whoever starts workflows meanwhile. All that it knows of the migration is the task queue's name
 * for each type.
 */
final class MigrationFeed {
  static final String OLD_QUEUE = "default";
  private static final Duration NO_DEADLINE = Duration.ofHours(1);

  private final TemporalNamespace namespace;
  private final Random random;
  private final Map<MigrationKind, String> queues = new EnumMap<>(MigrationKind.class);
  private final List<Migrant> migrants = new ArrayList<>();
  private final List<Migrant> undecided = new ArrayList<>();
  private final Set<Integer> closed = new HashSet<>();
  private final Set<Integer> straddled = new HashSet<>();
  private String step = "";

  MigrationFeed(TemporalNamespace namespace, Random random) {
    this.namespace = namespace;
    this.random = random;
    for (MigrationKind kind : MigrationKind.values()) {
      queues.put(kind, OLD_QUEUE);
    }
  }

  void step(String number) {
    step = number;
  }

  /** From here on workflows of that type begin on another task queue; nothing else changes. */
  void move(MigrationKind kind) {
    open(m -> m.kind() == kind).forEach(m -> straddled.add(m.number()));
    queues.put(kind, kind.role());
  }

  /** Starts one of that type, as quick as it goes. */
  Migrant start(MigrationKind kind) {
    int number = migrants.size() + 1;
    return switch (kind) {
      case DEMO -> {
        DemoRun demo =
            new DemoRun(
                "order " + number,
                Duration.ofMillis(random.nextInt(1500)),
                2,
                Duration.ofMillis(50));
        yield begin(kind, demo.on(queue(kind)), demo.expectation());
      }
      case APPROVAL -> {
        Migrant migrant = startUndecided();
        decide(migrant);
        yield migrant;
      }
      case VERIFICATION -> {
        VerificationRun verification = VerificationRun.numbered(number);
        yield begin(kind, verification.on(queue(kind)), verification.expectation());
      }
      case INTEGRATION -> {
        IntegrationRun integration = new IntegrationRun(List.of("lamp " + number, "desk"));
        yield begin(kind, integration.on(queue(kind)), integration.expectation());
      }
    };
  }

  /** Starts what outlives the steps: a timer, a long task, and one that waits for a decision. */
  void startLong() {
    DemoRun timer = new DemoRun("a long timer", Duration.ofSeconds(40), 1, Duration.ZERO);
    begin(MigrationKind.DEMO, timer.on(queue(MigrationKind.DEMO)), timer.expectation());
    DemoRun task = new DemoRun("a long task", Duration.ZERO, 40, Duration.ofMillis(500));
    begin(MigrationKind.DEMO, task.on(queue(MigrationKind.DEMO)), task.expectation());
    undecided.add(startUndecided());
    undecided.add(startUndecided());
  }

  /** Decides what waits for it. */
  void decideAll() {
    undecided.forEach(this::decide);
    undecided.clear();
  }

  /** One more of each type that begins on that task queue, so that there is something to strike. */
  List<Migrant> feed(String taskQueue) {
    return Stream.of(MigrationKind.values())
        .filter(kind -> queue(kind).equals(taskQueue))
        .map(this::start)
        .toList();
  }

  private Migrant startUndecided() {
    ApprovalRun approval = new ApprovalRun("request " + (migrants.size() + 1), NO_DEADLINE);
    return begin(
        MigrationKind.APPROVAL, approval.on(queue(MigrationKind.APPROVAL)), approval.approved());
  }

  private void decide(Migrant migrant) {
    namespace.signal(migrant.run(), "decide", ApprovalRun.approval());
  }

  private Migrant begin(MigrationKind kind, WorkflowSpec spec, Expectation expectation) {
    int number = migrants.size() + 1;
    Migrant migrant =
        new Migrant(
            number,
            kind,
            namespace.start(spec, "migration-" + number),
            spec.taskQueue(),
            step,
            expectation);
    migrants.add(migrant);
    return migrant;
  }

  private String queue(MigrationKind kind) {
    return queues.getOrDefault(kind, OLD_QUEUE);
  }

  List<Migrant> all() {
    return List.copyOf(migrants);
  }

  /** Those of some that have not ended, as their event histories tell. */
  List<Migrant> open(Predicate<Migrant> some) {
    migrants.stream()
        .filter(some)
        .filter(m -> !closed.contains(m.number()))
        .filter(m -> namespace.eventHistory(m.run()).closing().isPresent())
        .forEach(m -> closed.add(m.number()));
    return migrants.stream().filter(some).filter(m -> !closed.contains(m.number())).toList();
  }

  boolean straddled(Migrant migrant) {
    return straddled.contains(migrant.number());
  }
}
