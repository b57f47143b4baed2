package dev.crashproof.worker.source.rules;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What names mean in a source, as far as its imports and its own types tell: enough for classes of
 * the JDK, which are mostly called what they are. One that is not known is said as it is written.
 */
final class Names {
  // What rules ask about and a source may import with a whole package, or not at all.
  private static final Map<String, String> KNOWN =
      Map.of(
          "System", "java.lang.System",
          "Runtime", "java.lang.Runtime",
          "Thread", "java.lang.Thread",
          "Math", "java.lang.Math");
  private static final Map<String, Map<String, String>> KNOWN_IN =
      Map.of(
          "java.util", Map.of("Random", "java.util.Random", "UUID", "java.util.UUID"),
          "java.util.concurrent",
              Map.of("ThreadLocalRandom", "java.util.concurrent.ThreadLocalRandom"),
          "java.time", clocks(),
          "io.temporal.workflow", Map.of("Workflow", "io.temporal.workflow.Workflow"));

  private static final int LONGEST_NAME = 100;

  private final Map<String, String> types = new HashMap<>(KNOWN);
  private final Map<String, String> methods = new HashMap<>();
  private final List<String> starred = new ArrayList<>();
  private final Set<String> own = new HashSet<>();

  private Names() {}

  static Names of(CompilationUnit unit) {
    Names names = new Names();
    // Later ones win: a single import over a package's, the source's own types over both.
    unit.getImports().stream().filter(ImportDeclaration::isAsterisk).forEach(names::add);
    unit.getImports().stream().filter(each -> !each.isAsterisk()).forEach(names::add);
    unit.walk(
        TypeDeclaration.class,
        type -> names.types.put(type.getNameAsString(), type.getNameAsString()));
    unit.walk(MethodDeclaration.class, method -> names.own.add(method.getNameAsString()));
    return names;
  }

  private void add(ImportDeclaration each) {
    String name = each.getNameAsString();
    if (each.isAsterisk()) {
      if (each.isStatic()) {
        starred.add(name);
      } else {
        types.putAll(KNOWN_IN.getOrDefault(name, Map.of()));
      }
    } else {
      (each.isStatic() ? methods : types).put(each.getName().getIdentifier(), name);
    }
  }

  private static Map<String, String> clocks() {
    Map<String, String> clocks = new HashMap<>();
    for (String name :
        Set.of(
            "Instant",
            "LocalDate",
            "LocalDateTime",
            "LocalTime",
            "OffsetDateTime",
            "ZonedDateTime")) {
      clocks.put(name, "java.time." + name);
    }
    return clocks;
  }

  /** The type's full name, if it is known; otherwise as written. */
  String type(ClassOrInterfaceType type) {
    String written = type.getNameWithScope();
    return types.getOrDefault(written, written);
  }

  /** The full name of the static method that is called, if it is known; otherwise as written. */
  String method(MethodCallExpr call) {
    String name = call.getNameAsString();
    if (call.getScope().isEmpty()) {
      return own.contains(name) ? name : imported(name);
    }
    String scope = dotted(call.getScope().get());
    return scope.isEmpty() ? name : types.getOrDefault(scope, scope) + "." + name;
  }

  private String imported(String method) {
    String single = methods.get(method);
    if (single != null) {
      return single;
    }
    return starred.size() == 1 ? starred.get(0) + "." + method : method;
  }

  /** {@code a.b.c}; empty for any other expression. */
  private static String dotted(Expression expression) {
    StringBuilder name = new StringBuilder();
    Expression rest = expression;
    while (rest instanceof FieldAccessExpr field && name.length() < LONGEST_NAME) {
      name.insert(0, "." + field.getNameAsString());
      rest = field.getScope();
    }
    return rest instanceof NameExpr first ? first.getNameAsString() + name : "";
  }
}
