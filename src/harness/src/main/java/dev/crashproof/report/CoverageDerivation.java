package dev.crashproof.report;

import dev.crashproof.report.CoverageResult.Cell;
import dev.crashproof.report.CoverageResult.State;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Derives the coverage: each planned kind of fault at each planned sort of moment in each planned
 * workflow, and beside these what else was tried. The points of sweeps are strikes of a kill.
 */
final class CoverageDerivation {
  private static final String KILL = "kill";

  private final FaultPlan plan;
  private final FaultFacts facts;
  private final List<SweepFacts> sweeps;
  private final Map<String, String> unsupported;
  private final Map<Place, Tries> tried = new LinkedHashMap<>();

  /**
   * @param unsupported why the environment can't do some kinds of fault, by kind
   */
  CoverageDerivation(
      FaultPlan plan, FaultFacts facts, List<SweepFacts> sweeps, Map<String, String> unsupported) {
    this.plan = plan;
    this.facts = facts;
    this.sweeps = sweeps;
    this.unsupported = unsupported;
  }

  /** The coverage; none where no fault beyond a sweep's kill was planned or tried. */
  Optional<CoverageResult> result() {
    if (plan.kinds().isEmpty() && facts.trials().isEmpty()) {
      return Optional.empty();
    }
    sweeps.forEach(this::strikes);
    facts.trials().forEach(this::strikes);
    Set<Place> places = new LinkedHashSet<>();
    for (String fault : plan.kinds()) {
      for (String workflow : plan.workflows()) {
        plan.boundaryKinds().forEach(kind -> places.add(new Place(fault, kind, workflow)));
      }
    }
    places.addAll(tried.keySet());
    return Optional.of(CoverageResult.of(places.stream().map(this::cell).toList()));
  }

  private void strikes(SweepFacts sweep) {
    for (PointRecord point : sweep.points()) {
      add(
          new Place(KILL, word(point.kind()), sweep.record().workflow()),
          point.struck(),
          "the boundary was not struck");
    }
  }

  private void strikes(TrialRecord trial) {
    if (trial.supported()) {
      for (StruckFault fault : trial.faults()) {
        add(
            new Place(fault.kind(), fault.boundaryKind(), trial.workflow()),
            fault.struck(),
            fault.why());
      }
    }
  }

  private void add(Place place, boolean struck, String why) {
    tried.merge(place, struck ? new Tries(1, "") : new Tries(0, why), Tries::plus);
  }

  private Cell cell(Place place) {
    Optional<Tries> tries = Optional.ofNullable(tried.get(place));
    if (tries.isPresent() && tries.get().struck() > 0) {
      return place.cell(State.STRUCK, tries.get().struck(), "");
    }
    Optional<String> cannot = cannot(place);
    if (cannot.isPresent()) {
      return place.cell(State.UNSUPPORTED, 0, cannot.get());
    }
    Optional<String> unreachable = unreachable(place);
    if (unreachable.isPresent()) {
      return place.cell(State.UNREACHABLE, 0, unreachable.get());
    }
    return tries
        .map(t -> place.cell(State.REACHED, 0, t.why()))
        .orElseGet(() -> place.cell(State.UNTRIED, 0, "no trial was made of it"));
  }

  private Optional<String> cannot(Place place) {
    return facts.trials().stream()
        .filter(trial -> !trial.supported() && ofOneKind(trial))
        .filter(trial -> trial.faults().stream().anyMatch(f -> place.equals(Place.of(trial, f))))
        .map(TrialRecord::unsupported)
        .findFirst()
        .or(() -> Optional.ofNullable(unsupported.get(place.fault())));
  }

  /** Of several kinds nobody could tell which it is that the environment can't do. */
  private static boolean ofOneKind(TrialRecord trial) {
    return trial.faults().stream().map(StruckFault::kind).distinct().count() == 1;
  }

  private Optional<String> unreachable(Place place) {
    return plan.exclusions().stream()
        .filter(e -> e.covers(place.fault(), place.boundaryKind(), place.workflow()))
        .map(FaultPlan.CellExclusion::reason)
        .findFirst()
        .or(() -> notInGoldenRuns(place));
  }

  /** A sweep whose golden runs settled knows which boundaries its workflow has. */
  private Optional<String> notInGoldenRuns(Place place) {
    if (!Set.of("before", "after", "delivered").contains(place.boundaryKind())) {
      return Optional.empty();
    }
    List<SweepRecord> settled =
        sweeps.stream()
            .map(SweepFacts::record)
            .filter(r -> r.settled() && r.workflow().equals(place.workflow()))
            .toList();
    boolean there =
        settled.stream()
            .flatMap(
                r ->
                    Stream.concat(
                        r.planned().stream(),
                        r.exclusions().stream().map(SweepRecord.Exclusion::boundary)))
            .anyMatch(boundary -> word(boundary).equals(place.boundaryKind()));
    return settled.isEmpty() || there
        ? Optional.empty()
        : Optional.of("the workflow's golden runs have no boundary of this kind");
  }

  /** The kind that a boundary's name begins with: {@code after (assigned)} is {@code after}. */
  private static String word(String boundary) {
    return boundary.split(" ", 2)[0];
  }

  private record Place(String fault, String boundaryKind, String workflow) {
    static Place of(TrialRecord trial, StruckFault fault) {
      return new Place(fault.kind(), fault.boundaryKind(), trial.workflow());
    }

    Cell cell(State state, int times, String why) {
      return new Cell(fault, boundaryKind, workflow, state, times, why);
    }
  }

  private record Tries(int struck, String why) {
    Tries plus(Tries more) {
      return new Tries(struck + more.struck, why.isEmpty() ? more.why : why);
    }
  }
}
