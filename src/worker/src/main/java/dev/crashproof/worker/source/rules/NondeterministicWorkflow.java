package dev.crashproof.worker.source.rules;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import dev.crashproof.worker.source.Finding;
import dev.crashproof.worker.source.Finding.Severity;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What blocks a workflow's thread, or is another at each replay. What stands in a {@code
 * Workflow.sideEffect} is recorded and so allowed, and so is a {@code Random} with a seed.
 */
final class NondeterministicWorkflow implements Rule {
  private static final String CLOCK = "another time at each replay: use Workflow.currentTimeMillis";
  private static final String CHANCE = "another value at each replay: use Workflow.newRandom";

  private static final Map<String, String> CALLS =
      Map.ofEntries(
          Map.entry(
              "java.lang.Thread.sleep",
              "a block of the workflow's thread and no durable timer: use Workflow.sleep"),
          Map.entry("java.lang.System.currentTimeMillis", CLOCK),
          Map.entry("java.lang.System.nanoTime", CLOCK),
          Map.entry("java.time.Instant.now", CLOCK),
          Map.entry("java.time.LocalDate.now", CLOCK),
          Map.entry("java.time.LocalDateTime.now", CLOCK),
          Map.entry("java.time.LocalTime.now", CLOCK),
          Map.entry("java.time.OffsetDateTime.now", CLOCK),
          Map.entry("java.time.ZonedDateTime.now", CLOCK),
          Map.entry("java.lang.Math.random", CHANCE),
          Map.entry("java.util.concurrent.ThreadLocalRandom.current", CHANCE),
          Map.entry(
              "java.util.UUID.randomUUID",
              "another value at each replay: use Workflow.randomUUID"));

  private static final Set<String> RECORDED =
      Set.of(
          "io.temporal.workflow.Workflow.sideEffect",
          "io.temporal.workflow.Workflow.mutableSideEffect");

  @Override
  public void check(CompilationUnit unit, Consumer<Finding> findings) {
    Names names = Names.of(unit);
    for (ClassOrInterfaceDeclaration workflow : Workflows.in(unit)) {
      Set<Node> recorded = recorded(workflow, names);
      workflow.walk(
          node -> {
            String complaint = complaint(node, names);
            if (!complaint.isEmpty() && !recorded.contains(node)) {
              findings.accept(
                  Finding.at(node, "workflow-nondeterminism", Severity.ERROR, complaint));
            }
          });
    }
  }

  private static String complaint(Node node, Names names) {
    if (node instanceof MethodCallExpr call) {
      String method = names.method(call);
      String complaint = CALLS.get(method);
      return complaint == null ? "" : shortened(method) + " is " + complaint;
    }
    if (node instanceof ObjectCreationExpr creation
        && creation.getArguments().isEmpty()
        && names.type(creation.getType()).equals("java.util.Random")) {
      return "new Random() is " + CHANCE;
    }
    return "";
  }

  private static String shortened(String method) {
    return method.substring(method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1);
  }

  /** What stands in side effects, node by node; nodes equal others that look like them. */
  private static Set<Node> recorded(Node workflow, Names names) {
    Set<Node> recorded = Collections.newSetFromMap(new IdentityHashMap<>());
    workflow.walk(
        MethodCallExpr.class,
        call -> {
          if (!recorded.contains(call) && RECORDED.contains(names.method(call))) {
            call.getArguments().forEach(argument -> argument.walk(recorded::add));
          }
        });
    return recorded;
  }
}
