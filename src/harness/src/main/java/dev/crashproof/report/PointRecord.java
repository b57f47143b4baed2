package dev.crashproof.report;

import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One point of a sweep: the worker struck at one boundary, and what was made of it. What was
 * gathered of it is saved beside it as {@link SavedEvidence}.
 *
 * @param number its number in the sweep, from 1
 * @param boundary the boundary's name: {@code after RespondActivityTaskCompleted process_data#1}
 * @param kind the kind of boundary, as a name begins: {@code before}, {@code after (assigned)}, …
 * @param tries how many workflows it took until the boundary was reached, or was given up
 * @param struck whether the last of them was seen to be struck there
 * @param workflowId the workflow that was struck, or the last one tried
 * @param verdicts what the checkers said of it
 * @param recoveryMillis from the kill to the completion, where there was one
 * @param causes that time by named cause, in milliseconds
 * @param attributed which share of that time the causes explain, from 0 to 1
 * @param rerun the line that runs just this point again
 */
public record PointRecord(
    int number,
    String boundary,
    String kind,
    int tries,
    boolean struck,
    String workflowId,
    List<Verdict> verdicts,
    Optional<Double> recoveryMillis,
    Map<String, Double> causes,
    Optional<Double> attributed,
    String rerun) {

  /**
   * Copies the collections, so that a record never changes.
   *
   * @throws IllegalArgumentException if the number is below 1
   */
  public PointRecord {
    if (number < 1) {
      throw new IllegalArgumentException(
          "The points of a sweep are numbered from 1, not %d.".formatted(number));
    }
    verdicts = List.copyOf(verdicts);
    causes = Collections.unmodifiableMap(new TreeMap<>(causes));
  }

  /** The judgement that the verdicts make up; UNKNOWN at best where nothing was struck. */
  public Judgement judgement() {
    Stream<Verdict> unstruck =
        struck ? Stream.of() : Stream.of(Verdict.unknown("strike", "the boundary was not struck"));
    return new Judgement(Stream.concat(verdicts.stream(), unstruck).toList());
  }
}
