package dev.crashproof.worker.source.rules;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import dev.crashproof.worker.source.Finding;
import dev.crashproof.worker.source.Finding.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A class that has one of {@code equals(Object)} and {@code hashCode()} but not the other. */
final class EqualsWithoutHashCode implements Rule {
  private static final Set<String> OBJECT = Set.of("Object", "java.lang.Object");

  @Override
  public void check(CompilationUnit unit, Consumer<Finding> findings) {
    unit.walk(node -> members(node).ifPresent(members -> check(members, findings)));
  }

  private static Optional<? extends List<BodyDeclaration<?>>> members(Node node) {
    if (node instanceof TypeDeclaration<?> type) {
      return Optional.of(type.getMembers());
    }
    return node instanceof ObjectCreationExpr creation
        ? creation.getAnonymousClassBody()
        : Optional.empty();
  }

  private static void check(List<BodyDeclaration<?>> members, Consumer<Finding> findings) {
    Optional<MethodDeclaration> equals = method(members, EqualsWithoutHashCode::isEquals);
    Optional<MethodDeclaration> hashCode = method(members, EqualsWithoutHashCode::isHashCode);
    if (equals.isPresent() && hashCode.isEmpty()) {
      findings.accept(lonely(equals.get(), "hashCode()"));
    }
    if (hashCode.isPresent() && equals.isEmpty()) {
      findings.accept(lonely(hashCode.get(), "equals(Object)"));
    }
  }

  private static Finding lonely(MethodDeclaration method, String missing) {
    return Finding.at(
        method.getName(),
        "equals-without-hashcode",
        Severity.ERROR,
        method.getNameAsString()
            + " without "
            + missing
            + ": a hash map may not find what is equal; declare both");
  }

  private static Optional<MethodDeclaration> method(
      List<BodyDeclaration<?>> members, Predicate<MethodDeclaration> wanted) {
    return members.stream()
        .filter(MethodDeclaration.class::isInstance)
        .map(MethodDeclaration.class::cast)
        .filter(method -> !method.isStatic() && !method.isAbstract())
        .filter(wanted)
        .findFirst();
  }

  private static boolean isEquals(MethodDeclaration method) {
    return method.getNameAsString().equals("equals")
        && method.getParameters().size() == 1
        && OBJECT.contains(Types.name(method.getParameter(0).getType()));
  }

  private static boolean isHashCode(MethodDeclaration method) {
    return method.getNameAsString().equals("hashCode") && method.getParameters().isEmpty();
  }
}
