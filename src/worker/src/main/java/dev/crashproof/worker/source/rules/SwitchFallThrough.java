package dev.crashproof.worker.source.rules;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SwitchStmt;
import dev.crashproof.worker.source.Finding;
import dev.crashproof.worker.source.Finding.Severity;
import java.util.List;
import java.util.function.Consumer;

/**
 * Statements of a {@code case} that run on into the next one, unless a comment right before that
 * says that they fall through. Of loops, tries and the like it says nothing.
 */
final class SwitchFallThrough implements Rule {

  @Override
  public void check(CompilationUnit unit, Consumer<Finding> findings) {
    unit.walk(SwitchStmt.class, statement -> check(statement.getEntries(), findings));
  }

  private static void check(List<SwitchEntry> entries, Consumer<Finding> findings) {
    for (int i = 0; i + 1 < entries.size(); i++) {
      SwitchEntry entry = entries.get(i);
      SwitchEntry next = entries.get(i + 1);
      if (entry.getType() == SwitchEntry.Type.STATEMENT_GROUP
          && runsOn(entry.getStatements())
          && !Comments.before(next, "fall")) {
        findings.accept(
            Finding.at(
                next,
                "switch-fall-through",
                Severity.WARNING,
                "the case before runs on into this one: end it with break, or say so in a comment"));
      }
    }
  }

  private static boolean runsOn(NodeList<Statement> statements) {
    return statements.getLast().filter(SwitchFallThrough::runsOn).isPresent();
  }

  /** Whether the statement surely ends where the next one begins. */
  private static boolean runsOn(Statement statement) {
    if (statement instanceof BlockStmt block) {
      return block.isEmpty() || runsOn(block.getStatements());
    }
    if (statement instanceof IfStmt choice) {
      return choice.getElseStmt().isEmpty()
          || runsOn(choice.getThenStmt())
          || runsOn(choice.getElseStmt().get());
    }
    return statement instanceof ExpressionStmt
        || statement.isEmptyStmt()
        || statement.isLocalClassDeclarationStmt()
        || statement.isAssertStmt();
  }
}
