package dev.crashproof.report;

import dev.crashproof.checker.Validity;
import dev.crashproof.measure.Quantity;
import dev.crashproof.report.Results.MeasureResult;
import dev.crashproof.report.Results.RecoveryResult;
import dev.crashproof.report.Results.ScenarioResult;
import dev.crashproof.report.Results.TargetResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Markdown report: results in words, laid out by the template {@code report.md.ftl}. */
final class MarkdownPage {
  static final String NOTHING = "–";

  private final Plan plan;
  private final Results results;
  private final Map<String, String> missing;
  private final List<String> failures;

  /**
   * @param failures what makes the run fail
   */
  MarkdownPage(Plan plan, Results results, Map<String, String> missing, List<String> failures) {
    this.plan = plan;
    this.results = results;
    this.failures = failures;
    this.missing = missing;
  }

  String text() {
    return Templates.render("report.md.ftl", model());
  }

  private Map<String, Object> model() {
    return Map.ofEntries(
        Map.entry("plan", plan),
        Map.entry("run", results.run()),
        Map.entry("environment", results.environment()),
        Map.entry("commit", results.environment().gitCommit().orElse("unknown")),
        Map.entry("targets", results.targets().stream().map(TargetRow::of).toList()),
        Map.entry("supporting", results.supporting().stream().map(MeasureRow::of).toList()),
        Map.entry("recovery", results.recovery().stream().map(RecoveryRow::of).toList()),
        Map.entry("scenarios", results.scenarios()),
        Map.entry("doubtful", doubtful()),
        Map.entry("sweeps", results.sweeps().stream().map(SweepRow::of).toList()),
        Map.entry("alternatives", results.alternatives().stream().map(AlternativeRow::of).toList()),
        Map.entry("claims", results.claims().stream().map(ClaimRow::of).toList()),
        Map.entry("baseline", results.baseline().reason()),
        Map.entry("baselineUsed", results.baseline().run().isPresent()),
        Map.entry("failures", failures),
        Map.entry("migration", results.migration().stream().toList()),
        Map.entry("faults", FaultPage.of(plan.faults().orElse(FaultPlan.NONE), results)),
        Map.entry("missing", missing));
  }

  private List<ScenarioResult> doubtful() {
    return results.scenarios().stream().filter(s -> s.verdict() != Validity.VALID).toList();
  }

  static String shown(Optional<Double> value, String unit) {
    return value.map(v -> Quantity.text(v, unit)).orElse(NOTHING);
  }

  /** A row on a target, in words. */
  public record TargetRow(
      String name,
      String asWritten,
      String note,
      String statistic,
      String actual,
      String verdict,
      String reason,
      String how,
      int n,
      int warmUps,
      String median,
      String mean,
      String p99,
      String min,
      String max,
      String spread,
      String control) {
    static TargetRow of(TargetResult t) {
      return new TargetRow(
          t.name(),
          t.asWritten(),
          t.note(),
          t.statistic(),
          t.actual().map(v -> Quantity.text(v, t.unit())).orElse(""),
          t.verdict().name(),
          t.reason(),
          t.how(),
          t.n(),
          t.warmUps(),
          shown(t.p50(), t.unit()),
          shown(t.mean(), t.unit()),
          shown(t.p99(), t.unit()),
          shown(t.min(), t.unit()),
          shown(t.max(), t.unit()),
          shown(t.spread(), t.unit()),
          t.controlRatio().map(Quantity::ratio).orElse(NOTHING));
    }
  }

  /** A row on a measure without a target, in words. */
  public record MeasureRow(
      String name,
      int n,
      String median,
      String mean,
      String p99,
      String min,
      String max,
      String spread,
      String how) {
    static MeasureRow of(MeasureResult m) {
      return new MeasureRow(
          m.name(),
          m.n(),
          shown(m.p50(), m.unit()),
          shown(m.mean(), m.unit()),
          shown(m.p99(), m.unit()),
          shown(m.min(), m.unit()),
          shown(m.max(), m.unit()),
          shown(m.spread(), m.unit()),
          m.how());
    }
  }

  /** A row on the recovery from one kill moment, in words. */
  public record RecoveryRow(
      String name,
      int n,
      String median,
      String p99,
      String max,
      String spread,
      String how,
      String comparison) {
    static RecoveryRow of(RecoveryResult r) {
      return new RecoveryRow(
          r.name(),
          r.n(),
          shown(r.p50(), r.unit()),
          shown(r.p99(), r.unit()),
          shown(r.max(), r.unit()),
          shown(r.spread(), r.unit()),
          r.how(),
          switch (r.baseline().kind()) {
            case SLOWER -> "clearly slower: " + r.baseline().reason();
            case NOT_SLOWER -> "not slower: " + r.baseline().reason();
            case NOT_COMPARED -> r.baseline().reason();
          });
    }
  }
}
