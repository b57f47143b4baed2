/**
 * What is run, and what it left behind: workflows started on a server by name and JSON, their event
 * histories, and the ledger read back. Calls environment, history and ledger.
 */
@NullMarked
package dev.crashproof.workload;

import org.jspecify.annotations.NullMarked;
