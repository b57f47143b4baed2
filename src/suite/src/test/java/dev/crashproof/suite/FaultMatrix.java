package dev.crashproof.suite;

import dev.crashproof.nemesis.Fault;
import dev.crashproof.nemesis.PlannedFault;
import dev.crashproof.nemesis.Schedule;
import dev.crashproof.nemesis.When;
import dev.crashproof.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Every kind of fault at every sort of boundary in every workflow: when a task is delivered, before
 * an effect, and after an answer. Each cell is a trial with one fault.
 */
final class FaultMatrix {
  /** The sorts of boundary. */
  static final List<String> BOUNDARY_KINDS = List.of("delivered", "before", "after");

  private static final Duration OUTAGE = Duration.ofSeconds(2);
  private static final Duration TOO_SHORT = Duration.ofMillis(300);
  private static final Duration HOUR = Duration.ofHours(1);

  private static final List<Fault> NORMAL =
      List.of(
          new Fault.Kill(),
          new Fault.Terminate(TOO_SHORT),
          new Fault.Pause(false),
          new Fault.OutOfMemory(),
          new Fault.NetworkCut(OUTAGE),
          new Fault.RepliesLost(OUTAGE),
          new Fault.ServerRestart(),
          new Fault.DatabaseRestart(),
          new Fault.ClockSkew(HOUR));

  private static final List<Fault> MORE =
      List.of(
          new Fault.HeapExhausted(4),
          new Fault.CpuStarved(10, OUTAGE),
          new Fault.NetworkSlow(Duration.ofMillis(100), OUTAGE),
          new Fault.FrontendUnreachable(OUTAGE),
          new Fault.DatabasePaused(OUTAGE),
          new Fault.ConnectionsTerminated(),
          new Fault.RollingRestart(TOO_SHORT),
          new Fault.DiskFull(OUTAGE));

  private FaultMatrix() {}

  /**
   * A fault at a sort of boundary in a workflow.
   *
   * @param workload the workflow
   * @param trial the trial
   */
  record Cell(Repertoire workload, Trial trial) {}

  /** The kinds of fault in it. */
  static List<String> kinds(Share share) {
    return faults(share).stream().map(Fault::kind).toList();
  }

  /** The types of the workflows in it. */
  static List<String> workflows(Share share) {
    return workloads(share).stream().map(Repertoire::type).toList();
  }

  /** The trials of all kinds but of that which needs a small volume. */
  static List<Cell> cells(Share share) {
    return cells(share, fault -> !(fault instanceof Fault.DiskFull));
  }

  /** The trials on workers whose tables lie on a small volume. */
  static List<Cell> onSmallVolume(Share share) {
    return cells(share, fault -> fault instanceof Fault.DiskFull);
  }

  private static List<Cell> cells(Share share, Predicate<Fault> which) {
    return faults(share).stream()
        .filter(which)
        .flatMap(
            fault ->
                workloads(share).stream()
                    .flatMap(
                        workload ->
                            BOUNDARY_KINDS.stream().map(kind -> cell(fault, kind, workload))))
        .toList();
  }

  private static Cell cell(Fault fault, String boundaryKind, Repertoire workload) {
    return new Cell(
        workload,
        workload.trial(
            "%s-%s-in-%s".formatted(fault.kind(), boundaryKind, workload.word()),
            Schedule.of(
                new PlannedFault(fault, new When.AtBoundary(workload.boundary(boundaryKind))))));
  }

  private static List<Fault> faults(Share share) {
    return switch (share) {
      case NONE -> List.of();
      case SOME -> NORMAL;
      case ALL -> Stream.concat(NORMAL.stream(), MORE.stream()).toList();
    };
  }

  private static List<Repertoire> workloads(Share share) {
    return switch (share) {
      case NONE -> List.of();
      case SOME -> List.of(Repertoire.DEMO);
      case ALL -> Repertoire.SOUND;
    };
  }
}
