package dev.crashproof.worker.source.rules;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.crashproof.worker.source.Finding;
import dev.crashproof.worker.source.Finding.Severity;
import java.util.Set;
import java.util.function.Consumer;

/** Ending the process from anywhere but a main method. */
final class SystemExit implements Rule {
  private static final Set<String> ENDS = Set.of("exit", "halt");

  @Override
  public void check(CompilationUnit unit, Consumer<Finding> findings) {
    Names names = Names.of(unit);
    unit.walk(
        MethodCallExpr.class,
        call -> {
          if (ends(call, names) && !isInMain(call)) {
            findings.accept(
                Finding.at(
                    call,
                    "system-exit",
                    Severity.WARNING,
                    "this ends the whole process, whatever else it does: throw an exception"));
          }
        });
  }

  private static boolean ends(MethodCallExpr call, Names names) {
    if (names.method(call).equals("java.lang.System.exit")) {
      return true;
    }
    // Runtime.getRuntime().exit(…) and .halt(…)
    return ENDS.contains(call.getNameAsString())
        && call.getScope().orElse(null) instanceof MethodCallExpr runtime
        && names.method(runtime).equals("java.lang.Runtime.getRuntime");
  }

  private static boolean isInMain(Node call) {
    Node node = call;
    while (!(node instanceof BodyDeclaration<?>) && node.getParentNode().isPresent()) {
      node = node.getParentNode().get();
    }
    return node instanceof MethodDeclaration method && method.getNameAsString().equals("main");
  }
}
