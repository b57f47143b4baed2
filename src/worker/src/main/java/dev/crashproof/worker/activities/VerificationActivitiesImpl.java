package dev.crashproof.worker.activities;

import com.github.javaparser.ParseResult;
import com.github.javaparser.ast.CompilationUnit;
import dev.crashproof.worker.effects.Effects;
import dev.crashproof.worker.source.Finding;
import dev.crashproof.worker.source.SourceFile;
import dev.crashproof.worker.source.SourceReader;
import dev.crashproof.worker.source.SourceRefused;
import dev.crashproof.worker.source.Syntax;
import dev.crashproof.worker.source.rules.Rules;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Verdicts on Java source that are effects. */
public final class VerificationActivitiesImpl implements VerificationActivities {
  private final ActivityEffects effects;

  /** Verdicts that go there. */
  public VerificationActivitiesImpl(Effects effects) {
    this.effects = new ActivityEffects(effects);
  }

  @Override
  public List<Finding> validateSyntax(SourceFile file) {
    List<Finding> problems = read(file, Syntax::problems);
    effects.record(new Validated(file.name(), Digest.of(file.source()), problems.size()));
    return problems;
  }

  @Override
  public List<Finding> checkAst(SourceFile file) {
    List<Finding> findings = read(file, result -> check(file, result));
    effects.record(new Checked(file.name(), Digest.of(file.source()), findings.size()));
    return findings;
  }

  private static List<Finding> check(SourceFile file, ParseResult<CompilationUnit> result) {
    if (!result.isSuccessful()) {
      throw ApplicationFailure.newNonRetryableFailure(
          file + " is no valid Java: call validate_syntax before check_ast", "InvalidSyntax");
    }
    return Rules.findings(result);
  }

  private static <T> T read(SourceFile file, Function<ParseResult<CompilationUnit>, T> use) {
    try {
      return SourceReader.read(file, use);
    } catch (SourceRefused e) {
      throw ApplicationFailure.newNonRetryableFailure(e.getMessage(), "SourceRefused");
    } catch (TimeoutException e) {
      throw Activity.wrap(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Activity.wrap(e);
    }
  }

  private record Validated(String name, String digest, int problems) {}

  private record Checked(String name, String digest, int findings) {}
}
