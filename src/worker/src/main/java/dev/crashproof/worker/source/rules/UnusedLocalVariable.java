package dev.crashproof.worker.source.rules;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import dev.crashproof.worker.source.Finding;
import dev.crashproof.worker.source.Finding.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A local variable whose name its method never says again. Resources and the variables of a for
 * each are there for what they do, and {@code ignored}, {@code unused} and {@code _} say so.
 */
final class UnusedLocalVariable implements Rule {
  private static final Set<String> MEANT = Set.of("ignored", "unused", "_");

  @Override
  public void check(CompilationUnit unit, Consumer<Finding> findings) {
    for (TypeDeclaration<?> type : unit.getTypes()) {
      members(type).forEach(member -> checkMember(member, findings));
    }
  }

  /** The members of a type and of those nested in it. */
  private static List<BodyDeclaration<?>> members(TypeDeclaration<?> type) {
    List<BodyDeclaration<?>> members = new ArrayList<>();
    for (BodyDeclaration<?> member : type.getMembers()) {
      if (member instanceof TypeDeclaration<?> nested) {
        members.addAll(members(nested));
      } else {
        members.add(member);
      }
    }
    return members;
  }

  private static void checkMember(BodyDeclaration<?> member, Consumer<Finding> findings) {
    Set<String> said = new HashSet<>();
    member.walk(NameExpr.class, name -> said.add(name.getNameAsString()));
    member.walk(
        VariableDeclarationExpr.class,
        declaration -> {
          if (!isForItself(declaration)) {
            declaration.getVariables().stream()
                .filter(variable -> !MEANT.contains(variable.getNameAsString()))
                .filter(variable -> !said.contains(variable.getNameAsString()))
                .forEach(variable -> findings.accept(unused(variable)));
          }
        });
  }

  private static boolean isForItself(VariableDeclarationExpr declaration) {
    Node parent = declaration.getParentNode().orElse(declaration);
    return parent instanceof TryStmt || parent instanceof ForEachStmt;
  }

  private static Finding unused(VariableDeclarator variable) {
    return Finding.at(
        variable.getName(),
        "unused-local-variable",
        Severity.WARNING,
        variable.getNameAsString() + " is never used: remove it");
  }
}
