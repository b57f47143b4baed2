/** The five activities of Phase 1: what touches the world. Calls effects. */
@NullMarked
package dev.crashproof.worker.activities;

import org.jspecify.annotations.NullMarked;
