package dev.crashproof.report;

import dev.crashproof.checker.Validity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a migration came to.
 *
 * @param kills how many workers were killed, each seen dead of signal 9
 * @param plannedKills how many were to be, at least
 * @param killsByWorker the same by worker
 * @param seed what the kills' moments were drawn with
 * @param workflows how many workflows ran meanwhile
 * @param straddled how many of them were still open when their type had moved
 * @param effects how many effects they had
 * @param lost how many of them did not end right, or lack an effect
 * @param twice how many of them have an effect more than once
 * @param replayed how many event histories of the old worker the new ones came through
 * @param refused how many were refused that had to be
 * @param verdict the worst of all
 * @param reasons why it is not VALID
 */
public record MigrationResult(
    int kills,
    int plannedKills,
    Map<String, Integer> killsByWorker,
    long seed,
    int workflows,
    int straddled,
    int effects,
    int lost,
    int twice,
    int replayed,
    int refused,
    Validity verdict,
    List<String> reasons) {

  /** Copies, so that a result never changes. */
  public MigrationResult {
    killsByWorker = Map.copyOf(killsByWorker);
    reasons = List.copyOf(reasons);
  }

  /** The kills by worker, the workers in order, in words. */
  public String killsInWords() {
    return new TreeMap<>(killsByWorker)
        .entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
  }
}
