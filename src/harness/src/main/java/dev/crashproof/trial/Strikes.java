package dev.crashproof.trial;

import dev.crashproof.lane.Performance;
import dev.crashproof.nemesis.Fault;
import dev.crashproof.nemesis.Nemesis;
import dev.crashproof.nemesis.Ongoing;
import dev.crashproof.nemesis.PlannedFault;
import dev.crashproof.nemesis.Victim;
import dev.crashproof.nemesis.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Inflicts a schedule's faults on one performance, each when its moment has come. */
final class Strikes {
  private final Stand stand;
  private final Performance performance;
  private final Ambush ambush;
  private final Nemesis nemesis;
  private final List<Lasting> lasting = new ArrayList<>();
  private final List<Victim> sleepers = new ArrayList<>();
  private int struck;

  /** A fault that is in effect. */
  private record Lasting(int number, PlannedFault planned, Ongoing ongoing) {}

  Strikes(Stand stand, Performance performance, Ambush ambush) {
    this.stand = stand;
    this.performance = performance;
    this.ambush = ambush;
    this.nemesis = new Nemesis(stand);
  }

  /**
   * All of them, as far as the workload comes to their moments.
   *
   * @return how many struck
   */
  int all(List<PlannedFault> faults) {
    for (PlannedFault planned : faults) {
      Optional<Caught> caught = await(planned.when());
      ambush.disarm();
      if (caught.isEmpty()) {
        break;
      }
      strike(planned, caught.get());
    }
    if (lasting.stream().anyMatch(l -> l.ongoing().end() instanceof Ongoing.TakenOver)) {
      performance.await(ambush.handOver()).ifPresent(c -> c.letGo(Ongoing.HeldMessage.GOES_ON));
      ambush.disarm();
      heal(Ongoing.TakenOver.class);
    }
    return struck;
  }

  private void strike(PlannedFault planned, Caught caught) {
    Victim victim = stand.victim();
    Ongoing ongoing;
    try {
      ongoing = nemesis.inflict(struck + 1, planned, caught.passage().isPresent());
    } catch (RuntimeException e) {
      caught.letGo(Ongoing.HeldMessage.DROPPED);
      throw e;
    }
    struck++;
    caught.letGo(ongoing.message());
    // The one before has been taken over by now, or its successor would not have been struck.
    heal(Ongoing.TakenOver.class);
    lasting.add(new Lasting(struck, planned, ongoing));
    if (planned.fault() instanceof Fault.Pause) {
      sleepers.add(victim);
    }
    if (ongoing.end() instanceof Ongoing.After after) {
      if (!after.lasts().isZero()) {
        performance.await(new CompletableFuture<>(), after.lasts());
      }
      heal(Ongoing.After.class);
    }
  }

  private void heal(Class<? extends Ongoing.End> ended) {
    for (Lasting one : List.copyOf(lasting)) {
      if (ended.isInstance(one.ongoing().end())) {
        lasting.remove(one);
        nemesis.heal(one.number(), one.planned().fault(), one.ongoing());
      }
    }
  }

  /** Takes back what is still in effect: the workload is over, or the trial is given up. */
  void healAll() {
    heal(Ongoing.End.class);
  }

  /** Who stood still, whether woken by now or not, and lives. */
  List<Victim> sleepers() {
    return sleepers.stream().filter(victim -> victim.child().alive()).toList();
  }

  private Optional<Caught> await(When when) {
    if (when instanceof When.AtBoundary at) {
      return performance.await(ambush.at(at.boundary()));
    } else if (when instanceof When.AtEvent event) {
      return performance.awaitEvent(event.type(), event.order())
          ? Optional.of(Caught.nothing())
          : Optional.empty();
    } else if (when instanceof When.AtTime time) {
      return performance.awaitTime(time.after()) ? Optional.of(Caught.nothing()) : Optional.empty();
    }
    return performance.await(ambush.handOver(), Duration.ofMinutes(2));
  }
}
