package dev.crashproof.worker.source.rules;

import com.github.javaparser.ParseResult;
import com.github.javaparser.ast.CompilationUnit;
import dev.crashproof.worker.source.Finding;
import dev.crashproof.worker.source.Findings;
import java.util.ArrayList;
import java.util.List;

/** All rules together. */
public final class Rules {

  static final List<Rule> ALL =
      List.of(
          new EmptyCatch(),
          new EqualsWithoutHashCode(),
          new NondeterministicWorkflow(),
          new StringIdentity(),
          new SwitchFallThrough(),
          new SystemExit(),
          new UnusedLocalVariable(),
          new UnusedPrivateField());

  private Rules() {}

  /** What the rules find, in the order of the source. */
  public static List<Finding> findings(ParseResult<CompilationUnit> result) {
    return result.getResult().map(Rules::findings).orElse(List.of());
  }

  static List<Finding> findings(CompilationUnit unit) {
    List<Finding> found = new ArrayList<>();
    ALL.forEach(rule -> rule.check(unit, found::add));
    return Findings.inOrder(found);
  }
}
