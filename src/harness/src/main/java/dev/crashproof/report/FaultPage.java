package dev.crashproof.report;

import dev.crashproof.measure.Quantity;
import dev.crashproof.report.CoverageResult.Cell;
import dev.crashproof.report.CoverageResult.State;
import dev.crashproof.report.FaultResults.FaultResult;
import dev.crashproof.report.FaultResults.MutantResult;
import dev.crashproof.report.FaultResults.PairResult;
import dev.crashproof.report.FaultResults.SoakResult;
import dev.crashproof.report.FaultResults.StateResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Faults and the oracle in words, for the template {@code faults.md.ftl}.
 *
 * @param faults the kinds of fault
 * @param properties what holds of effects under them, each a line
 * @param seconds the heads of the matrix of pairs: the faults that strike second
 * @param pairs its rows
 * @param doubtful the pairs that are not VALID
 * @param mutants the mutants
 * @param caught how many of them were caught
 * @param moments the heads of the table of coverage: the sorts of moment
 * @param coverage its rows
 * @param summary what it comes to; empty where there is none
 * @param gaps why cells were not struck, each a line
 * @param states the interesting states
 * @param soak the soak; none where the run is none
 * @param soakSeconds how long it took
 * @param soakReport where the report of the last one is; may be empty
 */
public record FaultPage(
    List<FaultResult> faults,
    List<String> properties,
    List<String> seconds,
    List<Row> pairs,
    List<PairResult> doubtful,
    List<MutantResult> mutants,
    int caught,
    List<String> moments,
    List<Row> coverage,
    String summary,
    List<String> gaps,
    List<StateResult> states,
    List<SoakResult> soak,
    String soakSeconds,
    String soakReport) {

  static FaultPage of(FaultPlan plan, Results results) {
    List<Cell> cells = results.coverage().map(CoverageResult::cells).orElse(List.of());
    List<String> seconds = distinct(results.pairs(), PairResult::second);
    List<String> moments = distinct(cells, Cell::boundaryKind);
    return new FaultPage(
        results.faults(),
        results.faults().stream()
            .flatMap(
                f ->
                    f.properties().entrySet().stream()
                        .map(e -> "%s, %s: %s".formatted(f.kind(), e.getKey(), e.getValue())))
            .toList(),
        seconds,
        rows(
            results.pairs(),
            pair -> List.of(pair.first()),
            PairResult::second,
            pair -> letter(pair.verdict()),
            seconds),
        results.pairs().stream().filter(p -> p.verdict() != TrialVerdict.VALID).toList(),
        results.mutants(),
        (int) results.mutants().stream().filter(MutantResult::caught).count(),
        moments,
        rows(
            cells,
            cell -> List.of(cell.fault(), cell.workflow()),
            Cell::boundaryKind,
            FaultPage::words,
            moments),
        results.coverage().map(FaultPage::summary).orElse(""),
        gaps(cells),
        results.sometimes(),
        results.soak().stream().toList(),
        results.soak().map(s -> Quantity.text(s.seconds(), "s")).orElse(""),
        plan.soakReport());
  }

  private static <T> List<String> distinct(List<T> all, Function<T, String> of) {
    return all.stream().map(of).distinct().toList();
  }

  private static <T> List<Row> rows(
      List<T> all,
      Function<T, List<String>> heads,
      Function<T, String> column,
      Function<T, String> words,
      List<String> columns) {
    Map<List<String>, Map<String, String>> byHead = new LinkedHashMap<>();
    for (T each : all) {
      byHead
          .computeIfAbsent(heads.apply(each), head -> new LinkedHashMap<>())
          .put(column.apply(each), words.apply(each));
    }
    return byHead.entrySet().stream()
        .map(
            e ->
                new Row(
                    e.getKey(),
                    columns.stream()
                        .map(c -> e.getValue().getOrDefault(c, MarkdownPage.NOTHING))
                        .toList()))
        .toList();
  }

  private static String letter(TrialVerdict verdict) {
    return switch (verdict) {
      case VALID -> "V";
      case UNSUPPORTED -> "n/a";
      case UNKNOWN -> "**U**";
      case INVALID -> "**I**";
    };
  }

  private static String words(Cell cell) {
    return cell.state() == State.STRUCK
        ? "struck " + cell.times()
        : cell.state().name().toLowerCase(Locale.ROOT);
  }

  /** Rounded down: 89.96 % is not 90. */
  private static String summary(CoverageResult c) {
    return "%d of %d reachable cells were struck%s: **%s**; %d are unreachable, %d unsupported."
        .formatted(
            c.struck(),
            c.reachable(),
            c.percent()
                .map(p -> BigDecimal.valueOf(p).setScale(1, RoundingMode.DOWN).toPlainString())
                .map(p -> " (" + p + " %)")
                .orElse(""),
            c.verdict(),
            c.unreachable(),
            c.unsupported());
  }

  private static List<String> gaps(List<Cell> cells) {
    Map<String, List<Cell>> byReason =
        cells.stream()
            .filter(cell -> cell.state() != State.STRUCK)
            .collect(
                Collectors.groupingBy(
                    cell -> words(cell) + ": " + cell.why(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byReason.entrySet().stream()
        .map(
            e ->
                "%s (%s)"
                    .formatted(
                        e.getKey(),
                        e.getValue().stream()
                            .map(c -> c.fault() + " " + c.boundaryKind() + " " + c.workflow())
                            .collect(Collectors.joining(", "))))
        .toList();
  }

  /**
   * A row of a table.
   *
   * @param heads its first cells
   * @param cells the others
   */
  public record Row(List<String> heads, List<String> cells) {}
}
