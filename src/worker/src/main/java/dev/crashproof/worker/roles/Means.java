package dev.crashproof.worker.roles;

import dev.crashproof.worker.effects.Effects;
import dev.crashproof.worker.settings.WorkerSettings;

/**
 * What activities are made with.
 *
 * @param effects where their effects go
 * @param settings what the worker was told
 */
public record Means(Effects effects, WorkerSettings settings) {}
