/**
 * The workflows, their inputs and results. Deterministic; calls activities only through their
 * interfaces.
 */
@NullMarked
package dev.crashproof.worker.workflows;

import org.jspecify.annotations.NullMarked;
