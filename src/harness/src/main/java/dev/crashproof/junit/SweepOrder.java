package dev.crashproof.junit;

import dev.crashproof.lane.Mode;
import dev.crashproof.lane.Subject;
import dev.crashproof.sweep.SweepSettings;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A sweep that was asked for.
 *
 * @param subject what is swept
 * @param mode how a worker that was killed is replaced
 * @param settings bounds and numbers
 * @param facts the directory that all facts go to
 * @param rerun makes the line that plays one point again of a boundary's name
 */
record SweepOrder(
    Subject subject, Mode mode, SweepSettings settings, Path facts, UnaryOperator<String> rerun) {}
