package dev.crashproof.worker.source;

import com.github.javaparser.GeneratedJavaParserConstants;
import com.github.javaparser.ParseException;
import com.github.javaparser.Token;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A parser's complaint as a person would put it. */
final class Words {
  private static final int LONGEST_TOKEN = 40;
  private static final int LONGEST_MESSAGE = 300;

  private static final List<String> PUNCTUATION =
      List.of(";", ",", ")", "]", "}", "(", "{", ":", "->", "=");

  private Words() {}

  /** What was found where something else was expected. */
  static String unexpected(Token found, ParseException e) {
    String what =
        found.kind == GeneratedJavaParserConstants.EOF
            ? "unexpected end of the source"
            : "unexpected " + quoted(found.image);
    List<String> expected = expected(e);
    return expected.isEmpty() ? what : what + ", expected " + String.join(" or ", expected);
  }

  /** The parser lists every token that could stand there; people think in larger things. */
  private static List<String> expected(ParseException e) {
    Set<String> tokens = new LinkedHashSet<>();
    for (int[] sequence : e.expectedTokenSequences) {
      if (sequence.length > 0) {
        tokens.add(e.tokenImage[sequence[0]]);
      }
    }
    List<String> expected = new ArrayList<>();
    boolean expression = tokens.contains("<STRING_LITERAL>");
    boolean declaration = tokens.contains("\"class\"");
    if (declaration) {
      expected.add("a declaration");
    }
    if (expression) {
      expected.add("an expression");
    }
    if (tokens.contains("<IDENTIFIER>") && !expression && !declaration) {
      expected.add("a name");
    }
    PUNCTUATION.stream()
        .filter(mark -> tokens.contains('"' + mark + '"'))
        // These begin expressions and declarations.
        .filter(mark -> !(expression || declaration) || !"({;".contains(mark))
        .map(Words::quoted)
        .forEach(expected::add);
    if (tokens.contains("\"instanceof\"")) {
      expected.add("an operator");
    }
    return expected;
  }

  private static String quoted(String text) {
    String line = oneLine(text);
    return "'"
        + (line.length() > LONGEST_TOKEN ? line.substring(0, LONGEST_TOKEN) + "…" : line)
        + "'";
  }

  /** The text in one line, without control characters and not too long. */
  static String oneLine(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "…" : line;
  }
}
