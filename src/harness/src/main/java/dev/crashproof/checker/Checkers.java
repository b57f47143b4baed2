package dev.crashproof.checker;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has several checkers judge one run, each in its own right. */
public final class Checkers {
  private Checkers() {}

  /** All verdicts. A checker that breaks says UNKNOWN, and the others are heard all the same. */
  public static Judgement judge(List<? extends Checker> checkers, Evidence evidence) {
    return new Judgement(checkers.stream().map(c -> verdict(c, evidence)).toList());
  }

  // A checker breaks by an assertion or a bad recursion as well as by an exception; none of them
  // may pass for a verdict. What the virtual machine itself suffers (out of memory) is not caught.
  private static Verdict verdict(Checker checker, Evidence evidence) {
    try {
      @Nullable Verdict verdict = checker.check(evidence);
      return Optional.ofNullable(verdict)
          .orElseGet(
              () -> Verdict.unknown(checker.name(), "the checker broke: it gave no verdict"));
    } catch (RuntimeException | AssertionError | StackOverflowError | LinkageError e) {
      return Verdict.unknown(checker.name(), "the checker broke: " + e);
    }
  }
}
