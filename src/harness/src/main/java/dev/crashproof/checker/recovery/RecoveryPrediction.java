package dev.crashproof.checker.recovery;

import dev.crashproof.history.Op;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The longest that a recovery may take, item by item in time order.
 *
 * @param items what makes up the sum
 * @param ops the ops that show it
 */
public record RecoveryPrediction(List<Predicted> items, List<Op> ops) implements Prediction {

  /** Copies the lists, so that a prediction never changes. */
  public RecoveryPrediction {
    items = List.copyOf(items);
    ops = List.copyOf(ops);
  }

  /** The sum. */
  public Duration total() {
    return items.stream().map(Predicted::duration).reduce(Duration.ZERO, Duration::plus);
  }

  /** {@code 16.812 s = 0.018 s death seen + 0.402 s process start + …}. */
  @Override
  public String toString() {
    return Predicted.seconds(total())
        + items.stream()
            .filter(i -> !i.duration().isZero())
            .map(Predicted::toString)
            .collect(Collectors.joining(" + ", " = ", ""));
  }
}
