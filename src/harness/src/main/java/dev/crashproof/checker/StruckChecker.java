package dev.crashproof.checker;

import dev.crashproof.history.Op;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.boundary.BoundaryKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The proof that a strike struck: the message that the boundary names was held, its worker killed
 * by signal 9 and its process group seen empty, nothing else of that worker went on meanwhile, and
 * only then the message was let go, or never. Otherwise the run is no sample, and the verdict is
 * UNKNOWN: it neither kept nor broke a promise.
 */
public final class StruckChecker implements Checker {
  private static final String START_UP = "start-up ";

  /** The name under which its verdicts stand. */
  public static final String NAME = "struck";

  private final Boundary boundary;

  /** Expects a strike at that boundary. */
  public StruckChecker(Boundary boundary) {
    this.boundary = boundary;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict check(Evidence evidence) {
    Optional<Strike> struck = Strike.of(boundary, evidence);
    if (struck.isEmpty()) {
      return Verdict.unknown(name(), Strike.absent(boundary, evidence.history()));
    }
    Strike strike = struck.get();
    List<Op> ops = strike.shownBy();
    return strike
        .notKilled()
        .or(
            () ->
                boundary.kind() == BoundaryKind.IDLE ? IdleWorker.busy(strike) : atMessage(strike))
        .or(strike::disturbed)
        .map(problem -> new Verdict(name(), Validity.UNKNOWN, "no sample: " + problem, ops))
        .orElseGet(() -> new Verdict(name(), Validity.VALID, words(strike), ops));
  }

  private Optional<String> atMessage(Strike strike) {
    if (strike.message().isEmpty()) {
      return Optional.of("the message that was struck is not on the wire");
    }
    Exchange message = strike.message().get();
    if (!strike.ofVictim(message)) {
      return Optional.of("%s was sent by another worker than the one killed".formatted(message));
    }
    return StruckMessage.another(strike, message)
        .or(() -> served(strike))
        .or(() -> HeldMessage.notHeld(strike, message));
  }

  /** A worker that is starting up has not been handed a task. */
  private Optional<String> served(Strike strike) {
    return boundary.message().startsWith(START_UP)
        ? strike.wire().tasks().stream()
            .filter(t -> strike.ofVictim(t.exchange()))
            .filter(t -> t.answer().index() < strike.met().index())
            .findFirst()
            .map(t -> "the worker was past its start-up: it had been handed " + t)
        : Optional.empty();
  }

  private String words(Strike strike) {
    return String.format(
        Locale.ROOT,
        "struck %s: start %d of %s killed by signal 9, group empty after %.1f ms%s",
        boundary,
        strike.start(),
        strike.worker(),
        (strike.dead().nanos() - strike.kill().nanos()) / 1e6,
        HeldMessage.words(boundary.kind()));
  }
}
