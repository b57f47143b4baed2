/**
 * Raw facts saved as they come, and every report derived from them and derivable again: {@code
 * results.json}, the Markdown page, the gate, the baseline. Knows no particular worker: titles,
 * targets and texts are data. Calls checker, measure, history and ledger.
 */
@NullMarked
package dev.crashproof.report;

import org.jspecify.annotations.NullMarked;
