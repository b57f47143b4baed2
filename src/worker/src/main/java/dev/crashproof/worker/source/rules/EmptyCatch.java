package dev.crashproof.worker.source.rules;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.stmt.CatchClause;
import dev.crashproof.worker.source.Finding;
import dev.crashproof.worker.source.Finding.Severity;
import java.util.function.Consumer;

/**
 * A catch block with nothing in it, not even a comment, unless the exception's name says that this
 * is meant: {@code ignored}, {@code expected} or {@code _}.
 */
final class EmptyCatch implements Rule {

  @Override
  public void check(CompilationUnit unit, Consumer<Finding> findings) {
    unit.walk(
        CatchClause.class,
        clause -> {
          if (clause.getBody().isEmpty()
              && !isMeant(clause.getParameter().getNameAsString())
              && !Comments.in(clause.getBody())) {
            findings.accept(
                Finding.at(
                    clause,
                    "empty-catch",
                    Severity.WARNING,
                    "the exception vanishes here: handle it, or say in a comment why not"));
          }
        });
  }

  private static boolean isMeant(String name) {
    return name.equals("ignored") || name.equals("expected") || name.equals("_");
  }
}
