package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import java.util.List;

/**
 * Names the messages of one workflow, its children and later runs among them, while they pass or
 * afterwards: the same ops in the same order give the same names. Reads wire ops and nothing else,
 * and never looks ahead.
 *
 * <p>It must be given all ops since the workflow was started, those of other workflows on the same
 * worker too. Not for use by several threads.
 */
public final class Namer {
  private final TaskNames tasks;
  private final EffectNames effects;

  /**
   * Names the messages of that workflow.
   *
   * @param workflowId the root's workflow id
   */
  public Namer(String workflowId) {
    Tasks handedOver = new Tasks();
    this.tasks = new TaskNames(workflowId, handedOver);
    this.effects = new EffectNames(workflowId, handedOver);
  }

  /**
   * Takes the next op of the run.
   *
   * @return the messages that it is, if it is any: one for a request, and for an answer each of the
   *     tasks that it handed over
   */
  public List<Message> accept(Op op) {
    if (!WireOp.isOne(op)) {
      return List.of();
    }
    boolean temporal = WireOp.on(WireOp.TEMPORAL, op);
    if (op.kind() != OpKind.INVOKE) {
      effects.follow(op);
      return temporal ? tasks.follow(op) : List.of();
    }
    boolean effect = !temporal || Rpc.of(op.name()) == Rpc.CLIENT;
    return (effect ? effects.request(op) : tasks.request(op)).stream().toList();
  }
}
