package dev.crashproof.report;

import dev.crashproof.measure.Quantity;
import dev.crashproof.report.ClaimResult.FigureResult;
import java.math.BigDecimal;
import java.util.stream.Collectors;

/**
 * A claim in words, for the template {@code claims.md.ftl}.
 *
 * @param result the claim
 * @param verdict its verdict in words
 * @param figures its figures, each with its label and unit
 */
public record ClaimRow(ClaimResult result, String verdict, String figures) {

  static ClaimRow of(ClaimResult claim) {
    return new ClaimRow(
        claim,
        claim.verdict().words(),
        claim.figures().stream()
            .filter(figure -> figure.value().isPresent())
            .map(ClaimRow::text)
            .collect(Collectors.joining("; ")));
  }

  private static String text(FigureResult figure) {
    return figure.label()
        + " "
        + figure.value().map(value -> text(value, figure.unit())).orElse("");
  }

  private static String text(double value, String unit) {
    if (value == Math.rint(value)) {
      return (BigDecimal.valueOf(value).toBigInteger() + " " + unit).strip();
    }
    return Quantity.text(value, unit).strip();
  }
}
