package dev.crashproof.worker.source;

import com.github.javaparser.GeneratedJavaParserConstants;
import com.github.javaparser.GeneratedJavaParserTokenManager;
import com.github.javaparser.SimpleCharStream;
import com.github.javaparser.StringProvider;
import com.github.javaparser.Token;
import com.github.javaparser.TokenMgrException;
import java.util.Set;

/**
 * What a source may be before the parser sees it. A tree takes some 500 bytes a token, and the
 * parser's look ahead doubles its time with each level of some nestings: a source of a few lines
 * could take a worker's whole heap or all its time, and at each attempt again.
 */
final class Limits {

  /** Tokens of one source, and of all that are read at the same time: 20 MiB of trees. */
  static final int MOST_TOKENS = 40_000;

  /** Parentheses, brackets, braces, and type arguments within one another. */
  static final int DEEPEST = 50;

  /**
   * Tokens from one of {@code ; , { }} to the next: chains nest without brackets, as in {@code a =
   * b = c}, and each link takes some of the parser's stack.
   */
  static final int LONGEST_CHAIN = 10_000;

  private static final Set<Integer> WITHIN_TYPE_ARGUMENTS =
      Set.of(
          GeneratedJavaParserConstants.IDENTIFIER,
          GeneratedJavaParserConstants.DOT,
          GeneratedJavaParserConstants.COMMA,
          GeneratedJavaParserConstants.HOOK,
          GeneratedJavaParserConstants.EXTENDS,
          GeneratedJavaParserConstants.SUPER,
          GeneratedJavaParserConstants.AT,
          GeneratedJavaParserConstants.BIT_AND,
          GeneratedJavaParserConstants.LBRACKET,
          GeneratedJavaParserConstants.RBRACKET);

  private static final Set<String> ENDS_CHAIN = Set.of(";", ",", "{", "}");

  private final SourceFile file;
  private int tokens;
  private int open;
  private int angles;
  private int chain;

  private Limits(SourceFile file) {
    this.file = file;
  }

  /**
   * How many tokens the source has, up to the first character that is no Java.
   *
   * @throws SourceRefused if it is beyond a limit
   */
  static int tokens(SourceFile file) {
    if (file.source().length() > SourceFile.MOST_CHARACTERS) {
      throw new SourceRefused(
          file
              + " has "
              + file.source().length()
              + " characters, more than "
              + SourceFile.MOST_CHARACTERS
              + ": split it");
    }
    return new Limits(file).count();
  }

  private int count() {
    GeneratedJavaParserTokenManager lexer =
        new GeneratedJavaParserTokenManager(
            new SimpleCharStream(new StringProvider(file.source())));
    lexer.setStoreTokens(false);
    try {
      for (Token token = lexer.getNextToken();
          token.kind != GeneratedJavaParserConstants.EOF;
          token = lexer.getNextToken()) {
        see(token);
      }
    } catch (TokenMgrException e) {
      // The parser will get no further either, and tells where and why.
    }
    return tokens;
  }

  private void see(Token token) {
    tokens++;
    if (tokens > MOST_TOKENS) {
      throw new SourceRefused(file + " has more than " + MOST_TOKENS + " tokens: split it");
    }
    chain = ENDS_CHAIN.contains(token.image) ? 0 : chain + 1;
    if (chain > LONGEST_CHAIN) {
      throw new SourceRefused(
          file
              + " has a statement or an expression of more than "
              + LONGEST_CHAIN
              + " tokens that ends at line "
              + token.beginLine
              + " or later: take it apart");
    }
    switch (token.image) {
      case "(", "[", "{" -> open++;
      case ")", "]", "}" -> open--;
      case "<" -> angles++;
      // The lexer tells >> as itself and once more as >.
      case ">", ">>", ">>>" -> angles--;
      default -> {}
    }
    boolean type =
        token.image.startsWith("<")
            || token.image.startsWith(">")
            || WITHIN_TYPE_ARGUMENTS.contains(token.kind);
    if (!type || angles < 0) {
      angles = 0;
    }
    if (open + angles > DEEPEST) {
      throw new SourceRefused(
          file
              + " is nested more than "
              + DEEPEST
              + " deep at line "
              + token.beginLine
              + ", column "
              + token.beginColumn
              + ": take its parts apart");
    }
  }
}
