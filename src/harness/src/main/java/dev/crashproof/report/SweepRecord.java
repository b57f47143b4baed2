package dev.crashproof.report;

import dev.crashproof.checker.Verdict;
import dev.crashproof.measure.ControlReading;
import java.util.List;
import java.util.Optional;

/**
 * A sweep's own raw facts; its golden runs and points stand beside it. Saved when the sweep begins,
 * again when its plan is made, and again when it is over: one that was cut off shows.
 *
 * @param id the sweep's id
 * @param workflow the workflow's type
 * @param mode {@code unassisted} or {@code assisted}
 * @param depth how deep it goes: {@code normal} or {@code full}
 * @param lanes how many points it takes side by side
 * @param planned the names of the boundaries to strike, in order
 * @param exclusions the boundaries that are not struck, and why
 * @param goldenRuns how many golden runs the plan rests on
 * @param settled whether the golden runs went on until enough of them in a row added nothing
 * @param exhaustive whether the planned boundaries are all cuts that there are
 * @param exhaustiveWhy why they are, or are not, as a sentence
 * @param audit what the rebuilding of the plan from the saved ops came to; empty before it was done
 * @param seconds from the first strike to the last judged point; empty before that
 * @param stopped why the sweep ended before its end; empty where it did not
 * @param control what the control read meanwhile, where one ran
 */
public record SweepRecord(
    String id,
    String workflow,
    String mode,
    String depth,
    int lanes,
    List<String> planned,
    List<Exclusion> exclusions,
    int goldenRuns,
    boolean settled,
    boolean exhaustive,
    String exhaustiveWhy,
    Optional<Verdict> audit,
    Optional<Double> seconds,
    Optional<String> stopped,
    Optional<ControlReading> control) {

  /** Copies the lists, so that a record never changes. */
  public SweepRecord {
    planned = List.copyOf(planned);
    exclusions = List.copyOf(exclusions);
  }

  /** A sweep that begins: it knows no boundary yet. */
  public static SweepRecord begun(
      String id, String workflow, String mode, String depth, int lanes) {
    return new SweepRecord(
        id,
        workflow,
        mode,
        depth,
        lanes,
        List.of(),
        List.of(),
        0,
        false,
        false,
        "No boundary is known yet.",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same sweep once its plan is made. */
  public SweepRecord withPlan(
      int afterGoldenRuns,
      boolean haveSettled,
      List<String> boundaries,
      List<Exclusion> excluded,
      boolean isExhaustive,
      String why) {
    return new SweepRecord(
        id,
        workflow,
        mode,
        depth,
        lanes,
        boundaries,
        excluded,
        afterGoldenRuns,
        haveSettled,
        isExhaustive,
        why,
        audit,
        seconds,
        stopped,
        control);
  }

  /** The same sweep once its last point is judged. */
  public SweepRecord finished(
      Verdict planAudit, double secondsTaken, Optional<ControlReading> controlRead) {
    return ended(Optional.of(planAudit), Optional.of(secondsTaken), stopped, controlRead);
  }

  /**
   * The same sweep where it could not go on.
   *
   * @param why the reason, as a clause
   */
  public SweepRecord stopped(String why) {
    return ended(audit, seconds, Optional.of(why), control);
  }

  private SweepRecord ended(
      Optional<Verdict> planAudit,
      Optional<Double> secondsTaken,
      Optional<String> whyStopped,
      Optional<ControlReading> controlRead) {
    return new SweepRecord(
        id,
        workflow,
        mode,
        depth,
        lanes,
        planned,
        exclusions,
        goldenRuns,
        settled,
        exhaustive,
        exhaustiveWhy,
        planAudit,
        secondsTaken,
        whyStopped,
        controlRead);
  }

  /**
   * A boundary that is not struck.
   *
   * @param boundary its name
   * @param reason why, as a clause; the same words for the same reason, since reports count them
   */
  public record Exclusion(String boundary, String reason) {}
}
