package dev.crashproof.history;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All ops of one run, in order. A value: it never changes.
 *
 * @param ops the ops, by index
 */
public record History(List<Op> ops) {

  /** Copies the ops, so that a history never changes. */
  public History {
    ops = List.copyOf(ops);
  }

  /** The first op that the predicate takes, if any. */
  public Optional<Op> first(Predicate<Op> predicate) {
    return ops.stream().filter(predicate).findFirst();
  }

  /** The last op that the predicate takes, if any. */
  public Optional<Op> last(Predicate<Op> predicate) {
    return ops.stream().filter(predicate).reduce((earlier, later) -> later);
  }

  /** What came before the op. */
  public History before(Op op) {
    return new History(all(o -> o.index() < op.index()));
  }

  /** What came after the op. */
  public History after(Op op) {
    return new History(all(o -> o.index() > op.index()));
  }

  /** The ops that the predicate takes, in order. */
  public List<Op> all(Predicate<Op> predicate) {
    return ops.stream().filter(predicate).toList();
  }
}
