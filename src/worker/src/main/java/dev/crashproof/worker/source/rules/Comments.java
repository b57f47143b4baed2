package dev.crashproof.worker.source.rules;

import com.github.javaparser.JavaToken;
import com.github.javaparser.TokenRange;
import com.github.javaparser.ast.Node;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Comments, which the tree does not have, but its tokens. */
final class Comments {

  private Comments() {}

  /** Whether there is any within the node. */
  static boolean in(Node node) {
    return node.getTokenRange().stream()
        .flatMap(Comments::tokens)
        .anyMatch(token -> token.getCategory().isComment());
  }

  /** Whether one that has the word stands right before the node. */
  static boolean before(Node node, String word) {
    return Stream.iterate(
            node.getTokenRange().flatMap(range -> range.getBegin().getPreviousToken()),
            token -> token.isPresent() && token.get().getCategory().isWhitespaceOrComment(),
            token -> token.flatMap(JavaToken::getPreviousToken))
        .flatMap(Optional::stream)
        .filter(token -> token.getCategory().isComment())
        .anyMatch(token -> token.getText().toLowerCase(Locale.ROOT).contains(word));
  }

  private static Stream<JavaToken> tokens(TokenRange range) {
    Iterator<JavaToken> tokens = range.iterator();
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(tokens, Spliterator.ORDERED), false);
  }
}
