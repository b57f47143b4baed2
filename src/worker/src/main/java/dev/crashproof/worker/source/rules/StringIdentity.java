package dev.crashproof.worker.source.rules;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BinaryExpr.Operator;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import dev.crashproof.worker.source.Finding;
import dev.crashproof.worker.source.Finding.Severity;
import java.util.function.Consumer;

/** {@code ==} or {@code !=} with a string literal: equal strings need not be the same one. */
final class StringIdentity implements Rule {

  @Override
  public void check(CompilationUnit unit, Consumer<Finding> findings) {
    unit.walk(
        BinaryExpr.class,
        comparison -> {
          Operator operator = comparison.getOperator();
          if ((operator == Operator.EQUALS || operator == Operator.NOT_EQUALS)
              && (isLiteral(comparison.getLeft()) || isLiteral(comparison.getRight()))) {
            findings.accept(
                Finding.at(
                    comparison,
                    "string-identity",
                    Severity.ERROR,
                    operator.asString()
                        + " asks whether two strings are the same object: use equals"));
          }
        });
  }

  private static boolean isLiteral(Expression given) {
    Expression expression = given;
    while (expression instanceof EnclosedExpr enclosed) {
      expression = enclosed.getInner();
    }
    return expression.isStringLiteralExpr() || expression.isTextBlockLiteralExpr();
  }
}
