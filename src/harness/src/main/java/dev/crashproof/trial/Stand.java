package dev.crashproof.trial;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.Environment;
import dev.crashproof.history.Recorder;
import dev.crashproof.nemesis.Ground;
import dev.crashproof.nemesis.Victim;
import dev.crashproof.process.FakeClock;
import dev.crashproof.process.Run;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A trial's lane as the nemesis sees it. */
record Stand(
    Band band,
    Recorder recorder,
    Run processes,
    Environment environment,
    Optional<Database> database,
    Optional<FakeClock> clock,
    Duration readyWithin,
    Together wave)
    implements Ground {

  @Override
  public Victim victim() {
    return band.victim();
  }

  @Override
  public void replace(Map<String, String> variables) {
    band.replace(variables);
  }

  @Override
  public void awaitPolling() {
    band.serving().awaitPolling(readyWithin);
  }

  @Override
  public void together(Runnable fault) {
    wave.strike(fault);
  }
}
