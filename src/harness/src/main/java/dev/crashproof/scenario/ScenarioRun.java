package dev.crashproof.scenario;

import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Judgement;
import java.time.Duration;
import java.util.Optional;

/**
 * A scenario that was run.
 *
 * @param evidence all that was gathered
 * @param judgement what the checkers say of it
 * @param recovery from the kill's signal to the completion seen by the client; empty where nothing
 *     was killed or the workflow did not complete
 */
public record ScenarioRun(Evidence evidence, Judgement judgement, Optional<Duration> recovery) {}
