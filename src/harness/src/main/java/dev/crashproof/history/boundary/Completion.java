package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.CommandFact;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireOp;
import java.util.List;

/**
 * A request that ends a workflow task, and what is known of its fate. What it asks for comes to be
 * only if the server takes it; a request that was dropped or refused will be made again, with other
 * ids.
 */
final class Completion {
  private enum Fate {
    ON_ITS_WAY,
    KEPT,
    UNKNOWN,
    COMMITTED,
    REFUSED
  }

  private final Op arrived;
  private final String base;
  private final List<CommandFact> commands;
  private final long startedEvent;
  private Fate fate = Fate.ON_ITS_WAY;

  /**
   * A request that has arrived.
   *
   * @param base what it is called, but for its place among others called so
   * @param startedEvent the started event of the task that it ends; 0 where not known
   */
  Completion(Op arrived, String base, List<CommandFact> commands, long startedEvent) {
    this.arrived = arrived;
    this.base = base;
    this.commands = commands;
    this.startedEvent = startedEvent;
  }

  List<CommandFact> commands() {
    return commands;
  }

  boolean calledAs(Completion other) {
    return base.equals(other.base);
  }

  /** Sent twice, it is one request. */
  boolean sentAgainBy(Completion other) {
    return calledAs(other) && Wires.sameToken(arrived, other.arrived);
  }

  void follow(Op op) {
    if (fate == Fate.COMMITTED) {
      return;
    }
    if (op.kind() == OpKind.FAIL) {
      fate = Fate.REFUSED;
    }
    WireOp.step(op).ifPresent(this::follow);
  }

  private void follow(Step step) {
    switch (step) {
      case HELD, DELAYED, DROPPED, REFUSED -> fate = Fate.KEPT;
      case FORWARDED -> fate = Fate.ON_ITS_WAY;
      case LOST -> fate = Fate.UNKNOWN;
      default -> {
        // What became of the answer, or of the worker, does not change what the server did.
      }
    }
  }

  void commit() {
    fate = Fate.COMMITTED;
  }

  boolean committed() {
    return fate == Fate.COMMITTED;
  }

  /**
   * Taken, for all that is known: the answer to it may come after another, by another connection,
   * that it led to.
   */
  boolean presumed() {
    return fate == Fate.COMMITTED || fate == Fate.ON_ITS_WAY;
  }

  /** Neither known to have been taken nor to have been kept from the server. */
  boolean open() {
    return fate == Fate.ON_ITS_WAY || fate == Fate.UNKNOWN;
  }

  /** Whether the server's event history had gone on from its task when this event was told. */
  boolean endedBefore(long event) {
    return startedEvent > 0 && event > startedEvent;
  }
}
