package dev.crashproof.report;

import dev.crashproof.measure.Summary;
import dev.crashproof.report.AlternativeRecord.Held;
import dev.crashproof.report.AlternativeRecord.OutageRecord;
import dev.crashproof.report.AlternativeRecord.TypeRecord;
import dev.crashproof.report.AlternativeResult.Latency;
import dev.crashproof.report.AlternativeResult.OutageResult;
import dev.crashproof.report.AlternativeResult.Slowdown;
import dev.crashproof.report.AlternativeResult.TypeOutage;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** What an alternative came to, from the raw facts of its turns. */
final class AlternativeDerivation {
  private final PlannedAlternative planned;
  private final List<AlternativeRecord> turns;
  private final String whyMissing;

  AlternativeDerivation(
      PlannedAlternative planned, List<AlternativeRecord> all, String whyMissing) {
    this.planned = planned;
    this.turns = all.stream().filter(turn -> turn.alternative().equals(planned.id())).toList();
    this.whyMissing = whyMissing;
  }

  AlternativeResult result() {
    Latency quiet = latency(AlternativeRecord::quietMillis);
    Latency loaded = latency(AlternativeRecord::loadedMillis);
    return new AlternativeResult(
        planned.id(),
        planned.name(),
        turns.size(),
        planned.blocks(),
        turns.stream().map(turn -> turn.processes().size()).max(Integer::compare),
        median(turns.stream().map(AlternativeRecord::readySeconds)),
        sum(Held::idleMib),
        sum(Held::peakMib),
        quiet,
        loaded,
        new Slowdown(ratio(loaded.p50(), quiet.p50()), ratio(loaded.p99(), quiet.p99())),
        median(
            turns.stream()
                .filter(turn -> turn.loadedSeconds() > 0)
                .map(turn -> turn.heavyDone() / turn.loadedSeconds())),
        victims().map(this::outage).toList(),
        reason());
  }

  private String reason() {
    if (turns.size() >= planned.blocks()) {
      return "";
    }
    return turns.isEmpty()
        ? "not measured: " + whyMissing
        : "%d of %d turns were taken: %s".formatted(turns.size(), planned.blocks(), whyMissing);
  }

  private Latency latency(Function<AlternativeRecord, List<Double>> which) {
    double[] all =
        turns.stream().map(which).flatMap(Collection::stream).mapToDouble(value -> value).toArray();
    Optional<Summary> summary = all.length == 0 ? Optional.empty() : Optional.of(Summary.of(all));
    return new Latency(all.length, summary.map(Summary::median), summary.map(Summary::p99));
  }

  private Optional<Double> sum(ToDoubleFunction<Held> which) {
    return median(turns.stream().map(turn -> turn.processes().stream().mapToDouble(which).sum()));
  }

  private static Optional<Double> ratio(Optional<Double> of, Optional<Double> to) {
    return of.flatMap(over -> to.filter(under -> under > 0).map(under -> over / under));
  }

  private Stream<String> victims() {
    return turns.stream()
        .flatMap(turn -> turn.outages().stream())
        .map(OutageRecord::victim)
        .distinct();
  }

  private OutageResult outage(String victim) {
    List<OutageRecord> deaths =
        turns.stream()
            .flatMap(turn -> turn.outages().stream())
            .filter(outage -> outage.victim().equals(victim))
            .toList();
    List<TypeOutage> types =
        deaths.stream()
            .flatMap(death -> death.workflows().stream())
            .map(TypeRecord::type)
            .distinct()
            .map(type -> type(type, deaths))
            .toList();
    List<String> stopped =
        types.stream().filter(type -> type.served() == 0).map(TypeOutage::id).toList();
    return new OutageResult(
        victim,
        deaths.size(),
        median(deaths.stream().map(OutageRecord::deadSeconds)).orElse(0.0),
        stopped.size(),
        types.size() - stopped.size(),
        slowest(deaths, type -> stopped.contains(type.type()), TypeRecord::recoveryMillis),
        slowest(deaths, type -> type.inFlight() > 0, TypeRecord::inFlightMillis),
        types);
  }

  private static TypeOutage type(String type, List<OutageRecord> deaths) {
    List<TypeRecord> records =
        deaths.stream()
            .flatMap(death -> death.workflows().stream())
            .filter(record -> record.type().equals(type))
            .toList();
    return new TypeOutage(
        type,
        total(records, TypeRecord::started),
        total(records, TypeRecord::served),
        total(records, TypeRecord::completed),
        median(records.stream().map(TypeRecord::recoveryMillis).flatMap(Optional::stream)),
        total(records, TypeRecord::inFlight),
        total(records, TypeRecord::inFlightCompleted));
  }

  /** The median over deaths; one of which a type never came back counts as none at all. */
  private static Optional<Double> slowest(
      List<OutageRecord> deaths,
      Predicate<TypeRecord> which,
      Function<TypeRecord, Optional<Double>> time) {
    List<List<Optional<Double>>> times =
        deaths.stream()
            .map(death -> death.workflows().stream().filter(which).map(time).toList())
            .filter(each -> !each.isEmpty())
            .toList();
    if (times.stream().flatMap(Collection::stream).anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return median(
        times.stream()
            .map(each -> each.stream().flatMap(Optional::stream).max(Double::compare).orElse(null))
            .filter(Objects::nonNull));
  }

  private static int total(List<TypeRecord> records, ToIntFunction<TypeRecord> which) {
    return records.stream().mapToInt(which).sum();
  }

  private static Optional<Double> median(Stream<Double> values) {
    double[] all = values.mapToDouble(value -> value).toArray();
    return all.length == 0 ? Optional.empty() : Optional.of(Summary.of(all).median());
  }
}
