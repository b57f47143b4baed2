package dev.crashproof.worker.activities;

import dev.crashproof.worker.source.Finding;
import dev.crashproof.worker.source.SourceFile;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/**
 * Judging Java source. A source beyond a limit is refused for good, as a failure of the type {@code
 * SourceRefused}.
 */
@ActivityInterface
public interface VerificationActivities {

  /**
   * Reads the source. Its effect tells how many problems there are.
   *
   * @return what of it is no Java, in the order of the source
   */
  @ActivityMethod(name = "validate_syntax")
  List<Finding> validateSyntax(SourceFile file);

  /**
   * Looks for what is Java but not right. Its effect tells how much was found.
   *
   * @param file whose syntax is valid; one whose is not is refused
   * @return what was found, in the order of the source
   */
  @ActivityMethod(name = "check_ast")
  List<Finding> checkAst(SourceFile file);
}
