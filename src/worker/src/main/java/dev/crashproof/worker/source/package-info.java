/**
 * Java source as a tree: read within limits, and what its grammar finds wrong. Knows neither
 * Temporal nor effects; the same source gives the same findings, always.
 */
@NullMarked
package dev.crashproof.worker.source;

import org.jspecify.annotations.NullMarked;
