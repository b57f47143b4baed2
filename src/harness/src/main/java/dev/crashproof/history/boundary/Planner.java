package dev.crashproof.history.boundary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Turns the messages of golden runs into boundaries. */
final class Planner {
  private final GoldenRuns golden;
  private final Depth depth;
  private final Map<MessageName, List<GoldenMessage>> seen = new LinkedHashMap<>();
  private final Heartbeats heartbeats;
  private final Points points = new Points();

  Planner(GoldenRuns golden, Depth depth) {
    this.golden = golden;
    this.depth = depth;
    golden.runs().forEach(run -> collect(run.messages(), seen));
    this.heartbeats = new Heartbeats(golden.runs());
  }

  Points points() {
    startUps();
    seen.forEach(this::message);
    points.add(idle());
    return points;
  }

  private static void collect(
      List<GoldenMessage> messages, Map<MessageName, List<GoldenMessage>> into) {
    messages.forEach(it -> into.computeIfAbsent(it.name(), name -> new ArrayList<>()).add(it));
  }

  private void startUps() {
    Map<MessageName, List<GoldenMessage>> messages = new LinkedHashMap<>();
    golden.startUps().forEach(startUp -> collect(startUp.messages(), messages));
    messages.forEach(
        (name, facts) -> {
          MessageKind kind = facts.get(0).message().kind();
          boolean writes = kind == MessageKind.COMMIT || kind == MessageKind.EFFECT;
          if (!writes && facts.stream().anyMatch(this::onFurtherConnection)) {
            points.leaveOut(at(BoundaryKind.BEFORE, name), Exclusion.POOL);
          }
          if (kind == MessageKind.HOUSEKEEPING) {
            points.leaveOut(at(BoundaryKind.BEFORE, name), Exclusion.HOUSEKEEPING);
            return;
          }
          boolean certain = facts.size() == golden.startUps().size();
          add(BoundaryKind.BEFORE, name, certain, Set.of());
          if (writes) {
            add(BoundaryKind.AFTER_IDLE, name, certain, Set.of());
            points.leaveOut(at(BoundaryKind.LATE, name), Exclusion.START_UP);
            if (depth == Depth.NORMAL && none(facts, GoldenMessage::commits)) {
              Boundary before = at(BoundaryKind.BEFORE, name);
              points.merge(at(BoundaryKind.AFTER_IDLE, name), before, Exclusion.TRANSACTION);
            }
          }
        });
  }

  private boolean onFurtherConnection(GoldenMessage it) {
    return golden.startUps().stream()
        .filter(startUp -> startUp.messages().contains(it))
        .anyMatch(startUp -> startUp.onFurtherConnection(it));
  }

  private void message(MessageName name, List<GoldenMessage> facts) {
    boolean certain = facts.size() == golden.size();
    switch (facts.get(0).message().kind()) {
      case TASK -> {
        add(BoundaryKind.DELIVERED, name, certain, Set.of());
        twinOfNext(BoundaryKind.DELIVERED, name, facts);
      }
      case COMMIT -> commit(name, facts, certain);
      case HEARTBEAT, EFFECT, READ -> step(name, facts, certain);
      case HOUSEKEEPING -> points.leaveOut(at(BoundaryKind.BEFORE, name), Exclusion.HOUSEKEEPING);
      case UNCLAIMED ->
          List.of(BoundaryKind.BEFORE, BoundaryKind.AFTER_IDLE, BoundaryKind.LATE)
              .forEach(kind -> points.leaveOut(at(kind, name), Exclusion.UNCLAIMED));
    }
  }

  private void commit(MessageName name, List<GoldenMessage> facts, boolean certain) {
    Set<MessageName> leadsTo = new LinkedHashSet<>();
    facts.forEach(it -> leadsTo.addAll(it.leadsTo()));
    add(BoundaryKind.BEFORE, name, certain, Set.of());
    add(BoundaryKind.AFTER_IDLE, name, certain, Set.of());
    if (any(facts, GoldenMessage::carriesTask)) {
      points.leaveOut(at(BoundaryKind.AFTER_IDLE, name), Exclusion.EAGER);
    }
    if (!leadsTo.isEmpty()) {
      boolean always = none(facts, it -> it.leadsTo().isEmpty());
      add(BoundaryKind.AFTER_ASSIGNED, name, certain && always, leadsTo);
      twinOfNext(BoundaryKind.AFTER_ASSIGNED, name, facts);
    }
    add(BoundaryKind.LATE, name, certain, Set.of());
    if (Rpc.of(facts.get(0).message().op().name()) == Rpc.QUERY_ANSWER) {
      points.leaveOut(at(BoundaryKind.LATE, name), Exclusion.QUERY);
    }
  }

  /** A request in the midst of a task. */
  private void step(MessageName name, List<GoldenMessage> facts, boolean certain) {
    List<BoundaryKind> kinds =
        new ArrayList<>(List.of(BoundaryKind.BEFORE, BoundaryKind.AFTER_IDLE));
    Optional<MessageName> transaction = transaction(facts);
    boolean commits = any(facts, GoldenMessage::commits);
    if (facts.get(0).message().kind() != MessageKind.READ) {
      kinds.add(BoundaryKind.LATE);
    }
    if (!heartbeats.struck(name)) {
      kinds.forEach(kind -> points.leaveOut(at(kind, name), Exclusion.HEARTBEAT));
      return;
    }
    kinds.forEach(kind -> add(kind, name, certain, Set.of()));
    if (depth == Depth.FULL) {
      return;
    }
    if (transaction.isPresent()) {
      inTransaction(name, transaction.get(), kinds, commits);
    } else if (!commits) {
      read(name, kinds, facts);
      return;
    }
    twinOfNext(BoundaryKind.AFTER_IDLE, name, facts);
  }

  private void inTransaction(
      MessageName name, MessageName first, List<BoundaryKind> kinds, boolean commits) {
    Boundary begun = at(BoundaryKind.BEFORE, first);
    kinds.stream()
        .filter(kind -> kind == BoundaryKind.BEFORE || !commits)
        .forEach(kind -> points.merge(at(kind, name), begun, Exclusion.TRANSACTION));
  }

  private void read(MessageName name, List<BoundaryKind> kinds, List<GoldenMessage> facts) {
    Optional<MessageName> next = next(facts);
    for (BoundaryKind kind : kinds) {
      if (next.isPresent()) {
        points.merge(at(kind, name), at(BoundaryKind.BEFORE, next.get()), Exclusion.READ);
      } else {
        points.leaveOut(at(kind, name), Exclusion.READ);
      }
    }
  }

  private PlannedBoundary idle() {
    Set<MessageName> waits = new LinkedHashSet<>();
    golden.runs().forEach(run -> waits.addAll(run.waits()));
    Optional<MessageName> always =
        waits.stream()
            .filter(it -> golden.runs().stream().allMatch(run -> run.waits().contains(it)))
            .findFirst();
    return new PlannedBoundary(
        Boundary.idle(),
        always.or(() -> waits.stream().findFirst()),
        always.isPresent() || waits.isEmpty(),
        Set.of());
  }

  private void twinOfNext(BoundaryKind kind, MessageName name, List<GoldenMessage> facts) {
    if (depth == Depth.NORMAL) {
      next(facts)
          .ifPresent(next -> points.merge(at(kind, name), beginningOf(next), Exclusion.TWIN));
    }
  }

  private Boundary beginningOf(MessageName next) {
    boolean task =
        seen.getOrDefault(next, List.of()).stream()
            .anyMatch(it -> it.message().kind() == MessageKind.TASK);
    return at(task ? BoundaryKind.DELIVERED : BoundaryKind.BEFORE, next);
  }

  /** What always comes next, and never without this. */
  private Optional<MessageName> next(List<GoldenMessage> facts) {
    Optional<MessageName> next = facts.get(0).next();
    return next.filter(
        it ->
            facts.stream().allMatch(fact -> fact.next().equals(next))
                && seen.getOrDefault(it, List.of()).size() == facts.size());
  }

  private static Optional<MessageName> transaction(List<GoldenMessage> facts) {
    Optional<MessageName> transaction = facts.get(0).transaction();
    return transaction.filter(
        it -> facts.stream().allMatch(fact -> fact.transaction().equals(transaction)));
  }

  private void add(BoundaryKind kind, MessageName name, boolean certain, Set<MessageName> leadsTo) {
    points.add(new PlannedBoundary(at(kind, name), Optional.of(name), certain, leadsTo));
  }

  private Boundary at(BoundaryKind kind, MessageName name) {
    return new Boundary(kind, heartbeats.label(name));
  }

  private static boolean any(List<GoldenMessage> facts, Predicate<GoldenMessage> is) {
    return facts.stream().anyMatch(is);
  }

  private static boolean none(List<GoldenMessage> facts, Predicate<GoldenMessage> is) {
    return facts.stream().noneMatch(is);
  }
}
