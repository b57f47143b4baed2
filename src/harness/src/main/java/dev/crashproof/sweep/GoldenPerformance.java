package dev.crashproof.sweep;

import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Judgement;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run without any fault, which shows where strikes are to go.
 *
 * @param workflowId the workflow
 * @param added how many messages it showed that no golden run before it had
 * @param evidence what was gathered; where a worker was started for it, its start-up too
 * @param judgement what the checkers say of it
 * @param took from the workflow's start to the close seen by the client
 */
public record GoldenPerformance(
    String workflowId, int added, Evidence evidence, Judgement judgement, Duration took) {

  /** The same with what was made of it, and with a worker's start-up before it. */
  GoldenPerformance with(int messagesAdded, List<Op> startUp) {
    Evidence whole =
        new Evidence(
            // A poll of the start-up's may still have been open when the run began.
            new History(
                Stream.concat(startUp.stream(), evidence.history().ops().stream())
                    .distinct()
                    .sorted(Comparator.comparingLong(Op::index))
                    .toList()),
            evidence.eventHistory(),
            evidence.others(),
            evidence.ledger(),
            evidence.ledgerAtClose(),
            evidence.result(),
            evidence.replay());
    return new GoldenPerformance(workflowId, messagesAdded, whole, judgement, took);
  }
}
