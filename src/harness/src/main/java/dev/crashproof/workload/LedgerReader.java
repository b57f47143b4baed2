package dev.crashproof.workload;

import dev.crashproof.ledger.Ledger;

/** Reads back what a workflow's activities did to the world. */
public interface LedgerReader {

  /** The attempts and effects of one workflow, in the order in which they were committed. */
  Ledger read(String workflowId);
}
