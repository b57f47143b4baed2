package dev.crashproof.worker.source.rules;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.nodeTypes.NodeWithSimpleName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Classes whose code Temporal replays: those called {@code …WorkflowImpl}, and those that implement
 * an interface called {@code …Workflow} or one of the same source that is a
 * {@code @WorkflowInterface}.
 */
final class Workflows {

  private Workflows() {}

  static List<ClassOrInterfaceDeclaration> in(CompilationUnit unit) {
    List<ClassOrInterfaceDeclaration> types = new ArrayList<>();
    unit.walk(ClassOrInterfaceDeclaration.class, types::add);
    Set<String> declared =
        types.stream()
            .filter(ClassOrInterfaceDeclaration::isInterface)
            .filter(type -> type.isAnnotationPresent("WorkflowInterface"))
            .map(NodeWithSimpleName::getNameAsString)
            .collect(Collectors.toSet());
    return types.stream()
        .filter(type -> !type.isInterface() && isWorkflow(type, declared))
        .toList();
  }

  private static boolean isWorkflow(ClassOrInterfaceDeclaration type, Set<String> declared) {
    return type.getNameAsString().endsWith("WorkflowImpl")
        || type.getImplementedTypes().stream()
            .map(NodeWithSimpleName::getNameAsString)
            .anyMatch(name -> name.endsWith("Workflow") || declared.contains(name));
  }
}
