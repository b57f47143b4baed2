package dev.crashproof.worker.source.rules;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithAnnotations;
import dev.crashproof.worker.source.Finding;
import dev.crashproof.worker.source.Finding.Severity;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A private field whose name the source never says again. One with an annotation, or in a class
 * with one, may be used by what the annotation is for; serialization has names of its own.
 */
final class UnusedPrivateField implements Rule {
  private static final Set<String> OF_SERIALIZATION =
      Set.of("serialVersionUID", "serialPersistentFields");

  @Override
  public void check(CompilationUnit unit, Consumer<Finding> findings) {
    Set<String> said = new HashSet<>();
    unit.walk(node -> say(node, said));
    unit.walk(
        FieldDeclaration.class,
        field -> {
          if (field.isPrivate() && !isAnnotated(field)) {
            field.getVariables().stream()
                .filter(variable -> !said.contains(variable.getNameAsString()))
                .filter(variable -> !OF_SERIALIZATION.contains(variable.getNameAsString()))
                .forEach(variable -> findings.accept(unused(variable)));
          }
        });
  }

  private static void say(Node node, Set<String> said) {
    if (node instanceof NameExpr name) {
      said.add(name.getNameAsString());
    } else if (node instanceof FieldAccessExpr access) {
      said.add(access.getNameAsString());
    }
  }

  private static boolean isAnnotated(FieldDeclaration field) {
    return hasAnnotations(field)
        || field
            .getParentNode()
            .filter(TypeDeclaration.class::isInstance)
            .map(TypeDeclaration.class::cast)
            .filter(UnusedPrivateField::hasAnnotations)
            .isPresent();
  }

  private static boolean hasAnnotations(NodeWithAnnotations<?> node) {
    return !node.getAnnotations().isEmpty();
  }

  private static Finding unused(VariableDeclarator variable) {
    return Finding.at(
        variable.getName(),
        "unused-private-field",
        Severity.WARNING,
        variable.getNameAsString() + " is never used: remove it");
  }
}
