package dev.crashproof.suite;

import dev.crashproof.report.PlannedAlternative;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One of the ADR's alternatives: which workers there are, and on which queue each kind of work is.
 *
 * @param planned as the report knows it
 * @param members the workers
 * @param queues where work is started, by kind
 * @param victims which of the workers are killed, one after the other
 */
record Arrangement(
    PlannedAlternative planned,
    List<Member> members,
    Map<WorkKind, String> queues,
    List<String> victims) {

  /**
   * A worker.
   *
   * @param name its name among the members
   * @param role what it serves
   * @param queue where
   */
  record Member(String name, String role, String queue) {}

  /** What the ADR chose: one process, all on one queue. */
  static Arrangement monolith(PlannedAlternative planned) {
    return new Arrangement(
        planned,
        List.of(new Member("monolith", "monolith", "default")),
        everything("default"),
        List.of("monolith"));
  }

  /** A process and a queue for each domain. */
  static Arrangement specialised(PlannedAlternative planned) {
    return new Arrangement(
        planned,
        List.of(
            new Member("general", "general", "default"),
            new Member("verification", "verification", "verification"),
            new Member("integration", "integration", "integration")),
        Map.of(
            WorkKind.SHORT, "default",
            WorkKind.VERIFICATION, "verification",
            WorkKind.INTEGRATION, "integration"),
        List.of("verification", "general"));
  }

  /** As many processes, each of which does everything, on one queue. */
  static Arrangement pool(PlannedAlternative planned) {
    return new Arrangement(
        planned,
        List.of(
            new Member("pool-1", "monolith", "default"),
            new Member("pool-2", "monolith", "default"),
            new Member("pool-3", "monolith", "default")),
        everything("default"),
        List.of("pool-2"));
  }

  private static Map<WorkKind, String> everything(String queue) {
    return Map.of(WorkKind.SHORT, queue, WorkKind.VERIFICATION, queue, WorkKind.INTEGRATION, queue);
  }

  /** Where work of a kind is started. */
  String queue(WorkKind kind) {
    return Objects.requireNonNull(queues.get(kind));
  }
}
