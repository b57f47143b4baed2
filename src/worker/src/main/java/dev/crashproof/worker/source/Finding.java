package dev.crashproof.worker.source;

import com.github.javaparser.Range;
import com.github.javaparser.ast.Node;
import java.util.Comparator;

/**
 * Something found in a source. Lines and columns count from 1, columns in UTF-16 characters (a tab
 * is one), and the end is the last character that belongs to it.
 *
 * @param rule what was looked for; {@code syntax} for what is no Java
 * @param severity how bad it is
 * @param line where it begins
 * @param column where it begins
 * @param endLine where it ends
 * @param endColumn where it ends
 * @param message what is wrong and what to do, in one line
 */
public record Finding(
    String rule,
    Severity severity,
    int line,
    int column,
    int endLine,
    int endColumn,
    String message) {

  /** How bad a finding is. */
  public enum Severity {
    /** It does not do what it seems to. */
    ERROR,
    /** It is at least suspicious. */
    WARNING
  }

  static final Range START = Range.range(1, 1, 1, 1);

  static final Comparator<Finding> BY_PLACE =
      Comparator.comparingInt(Finding::line)
          .thenComparingInt(Finding::column)
          .thenComparingInt(Finding::endLine)
          .thenComparingInt(Finding::endColumn)
          .thenComparing(Finding::rule)
          .thenComparing(Finding::message);

  /** A finding that is what the node is. */
  public static Finding at(Node node, String rule, Severity severity, String message) {
    return at(node.getRange().orElse(START), rule, severity, message);
  }

  static Finding at(Range range, String rule, Severity severity, String message) {
    return new Finding(
        rule,
        severity,
        range.begin.line,
        range.begin.column,
        range.end.line,
        range.end.column,
        message);
  }
}
