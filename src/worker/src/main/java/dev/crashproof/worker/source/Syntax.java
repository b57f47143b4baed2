package dev.crashproof.worker.source;

import com.github.javaparser.ParseException;
import com.github.javaparser.ParseResult;
import com.github.javaparser.Problem;
import com.github.javaparser.Range;
import com.github.javaparser.Token;
import com.github.javaparser.TokenRange;
import com.github.javaparser.ast.CompilationUnit;
import dev.crashproof.worker.source.Finding.Severity;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a source is no Java, in words that know nothing of the parser. */
public final class Syntax {

  /** The rule that these findings break. */
  public static final String RULE = "syntax";

  // The lexer tells a place in words only.
  private static final Pattern LEXICAL =
      Pattern.compile(
          "Lexical error at line (\\d+), column (\\d+)\\.\\s+Encountered: (.*?),? after : .*",
          Pattern.DOTALL);
  private static final Pattern CHARACTER = Pattern.compile("\".*\" \\((\\d+)\\)", Pattern.DOTALL);

  private Syntax() {}

  /**
   * All problems, in the order of the source; none if it is Java. A character that cannot begin
   * anything ends the reading, so that one is the last.
   */
  public static List<Finding> problems(ParseResult<CompilationUnit> result) {
    return Findings.inOrder(result.getProblems().stream().map(Syntax::finding).toList());
  }

  private static Finding finding(Problem problem) {
    if (problem.getCause().orElse(null) instanceof ParseException e && e.currentToken != null) {
      return unexpected(e);
    }
    Matcher lexical = LEXICAL.matcher(problem.getMessage());
    if (lexical.matches()) {
      int line = Integer.parseInt(lexical.group(1));
      // An empty line has a column 0.
      int column = Math.max(1, Integer.parseInt(lexical.group(2)));
      return Finding.at(
          Range.range(line, column, line, column), RULE, Severity.ERROR, lexical(lexical.group(3)));
    }
    return Finding.at(
        problem.getLocation().flatMap(TokenRange::toRange).orElse(Finding.START),
        RULE,
        Severity.ERROR,
        Words.oneLine(problem.getMessage()));
  }

  /** The parser's range begins with the last good token; this one is where it went wrong. */
  private static Finding unexpected(ParseException e) {
    Token found = e.currentToken.next == null ? e.currentToken : e.currentToken.next;
    int line = Math.max(1, found.beginLine);
    int column = Math.max(1, found.beginColumn);
    Range range =
        Range.range(line, column, Math.max(line, found.endLine), Math.max(1, found.endColumn));
    return Finding.at(range, RULE, Severity.ERROR, Words.unexpected(found, e));
  }

  private static String lexical(String encountered) {
    Matcher character = CHARACTER.matcher(encountered);
    if (!character.matches()) {
      return "the source ends within a comment, a text or a character";
    }
    int code = Integer.parseInt(character.group(1));
    return "unexpected character "
        + (Character.isISOControl(code) || code > 126
            ? String.format("U+%04X", code)
            : "'" + (char) code + "'");
  }
}
