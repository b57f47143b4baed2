package dev.crashproof.report;

import dev.crashproof.checker.Judgement;
import dev.crashproof.checker.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One trial: a workload performed under a schedule of faults, and what was made of it.
 *
 * @param campaign what it is part of: {@value #FAULTS}, {@value #PAIRS}, {@value #SOAK}, …
 * @param id its id in the campaign, the same for every run of it
 * @param workflow the workflow's type
 * @param run which run of it, from 1
 * @param seed what its schedule was drawn with; 0 where a person wrote it
 * @param faults its faults, in order
 * @param verdicts what the checkers said of it
 * @param seconds how long it took, judging included
 * @param states the interesting states that it was seen in: {@code retry taken}, …
 * @param unsupported why the environment can't do this, as a clause; empty where it can. Such a
 *     trial was not performed
 */
public record TrialRecord(
    String campaign,
    String id,
    String workflow,
    int run,
    long seed,
    List<StruckFault> faults,
    List<Verdict> verdicts,
    double seconds,
    Set<String> states,
    String unsupported) {
  /** The campaign of single faults. */
  public static final String FAULTS = "faults";

  /** The campaign of every fault at every sort of boundary in every workflow. */
  public static final String COVERAGE = "coverage";

  /** The campaign of double faults: the second of a trial's strikes while the first is mended. */
  public static final String PAIRS = "pairs";

  /** The campaign of random schedules, which has a report of its own. */
  public static final String SOAK = "soak";

  /**
   * Copies the collections, so that a record never changes.
   *
   * @throws IllegalArgumentException if the run is below 1
   */
  public TrialRecord {
    if (run < 1) {
      throw new IllegalArgumentException(
          "The runs of the trial %s are numbered from 1, not %d.".formatted(id, run));
    }
    faults = List.copyOf(faults);
    verdicts = List.copyOf(verdicts);
    states = Collections.unmodifiableSet(new TreeSet<>(states));
  }

  /** A trial that the environment can't do: its faults did not strike, and nobody judged it. */
  public static TrialRecord unsupported(
      String campaign, String id, String workflow, List<StruckFault> faults, String why) {
    return new TrialRecord(campaign, id, workflow, 1, 0, faults, List.of(), 0, Set.of(), why);
  }

  /** Whether it was performed. */
  boolean supported() {
    return unsupported.isEmpty();
  }

  /** The judgement that the verdicts make up; UNKNOWN at best where a fault did not strike. */
  public Judgement judgement() {
    Stream<Verdict> missed =
        faults.stream()
            .filter(fault -> !fault.struck())
            .map(
                fault ->
                    Verdict.unknown(
                        "strike",
                        "%s %s did not strike: %s"
                            .formatted(
                                fault.kind(),
                                fault.when(),
                                fault.why().isEmpty() ? "nobody knows why" : fault.why())));
    return new Judgement(Stream.concat(verdicts.stream(), missed).toList());
  }
}
