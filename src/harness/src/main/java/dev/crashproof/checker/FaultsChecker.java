package dev.crashproof.checker;

import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.recovery.Recovery;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The planned faults struck, each of its kind, one after the other, while the workflow was open;
 * one that ends a process shows its death, one on the network shows that it hit a message.
 * Otherwise the run is no sample, and the verdict is UNKNOWN.
 */
public final class FaultsChecker implements Checker {
  /** The name under which its verdicts stand. */
  public static final String NAME = "faults-struck";

  private static final String FAULT = "fault";
  private static final Set<String> DEADLY = Set.of("kill", "out-of-memory");
  private static final Set<String> NETWORK =
      Set.of("network-cut", "network-slow", "replies-lost", "frontend-unreachable");
  // 128 and the signal's number, as shells have it.
  private static final int CODE_OF_SIGNAL = 128;

  private final List<String> kinds;

  /**
   * Expects these faults.
   *
   * @param kinds their kinds, in order
   */
  public FaultsChecker(List<String> kinds) {
    this.kinds = List.copyOf(kinds);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Verdict check(Evidence evidence) {
    History history = evidence.history();
    long after = -1;
    for (int number = 1; number <= kinds.size(); number++) {
      String kind = kinds.get(number - 1);
      String what = "fault %d, %s,".formatted(number, kind);
      Optional<Op> begun = own(history, OpKind.INVOKE, number);
      Optional<Op> struck = own(history, OpKind.OK, number);
      if (begun.isEmpty() || struck.isEmpty()) {
        return unknown(
            what
                + " did not strike"
                + own(history, OpKind.INFO, number)
                    .flatMap(op -> op.detail("why"))
                    .map(why -> ": " + why)
                    .orElse(""));
      }
      Optional<String> doubt =
          doubt(history, kind, begun.get(), struck.get(), after).or(() -> closed(history, begun));
      if (doubt.isPresent()) {
        return unknown(what + " " + doubt.get(), begun.get(), struck.get());
      }
      after = struck.get().index();
    }
    return Verdict.valid(
        name(), kinds.isEmpty() ? "no fault was planned" : "struck: " + String.join(", ", kinds));
  }

  private Verdict unknown(String why, Op... ops) {
    return Verdict.unknown(name(), "no sample: " + why, ops);
  }

  private static Optional<Op> own(History history, OpKind kind, int number) {
    return history.first(
        op ->
            op.is(kind, FAULT)
                && op.process().equals("nemesis")
                && op.detail("number").filter(Integer.toString(number)::equals).isPresent());
  }

  private static Optional<String> doubt(
      History history, String kind, Op begun, Op struck, long after) {
    if (!struck.detail("kind").or(() -> begun.detail("kind")).equals(Optional.of(kind))) {
      return Optional.of("was of another kind: " + begun.detail("kind").orElse("?"));
    }
    if (begun.index() <= after || struck.index() <= begun.index()) {
      return Optional.of("struck out of order");
    }
    if (DEADLY.contains(kind) && !death(history, begun)) {
      return Optional.of("killed nobody: no process was seen dead of a signal");
    }
    if (NETWORK.contains(kind) && hits(history, struck) == 0) {
      return Optional.of("hit no message");
    }
    return Optional.empty();
  }

  private static boolean death(History history, Op begun) {
    return history
        .after(begun)
        .first(
            op ->
                (op.is(OpKind.OK, "kill") || op.is(OpKind.INFO, "exit"))
                    && op.detail("code").filter(FaultsChecker::ofSignal).isPresent())
        .isPresent();
  }

  private static boolean ofSignal(String code) {
    return code.matches("\\d{1,9}") && Integer.parseInt(code) > CODE_OF_SIGNAL;
  }

  /** What it hit may be known only when it is over. */
  private static long hits(History history, Op struck) {
    return history
        .all(
            op ->
                op.index() >= struck.index()
                    && (op.is(OpKind.OK, FAULT) || op.is(OpKind.OK, "heal"))
                    && op.detail("number").equals(struck.detail("number")))
        .stream()
        .flatMap(op -> op.detail("hit").stream())
        .filter(hit -> hit.matches("\\d{1,9}"))
        .mapToLong(Long::parseLong)
        .max()
        .orElse(0);
  }

  private static Optional<String> closed(History history, Optional<Op> begun) {
    return begun
        .filter(fault -> Recovery.closedIn(history.before(fault)).isPresent())
        .map(fault -> "struck when the workflow had closed");
  }
}
