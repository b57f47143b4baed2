package dev.crashproof.nemesis;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.Environment;
import dev.crashproof.history.Recorder;
import dev.crashproof.process.FakeClock;
import dev.crashproof.process.Run;
import java.util.Map;
import java.util.Optional;

/** Where faults are inflicted: the place and its people, as a {@link Nemesis} needs them. */
public interface Ground {

  /** Takes down what is done. */
  Recorder recorder();

  /** The run that owns the workers. */
  Run processes();

  /** The servers. */
  Environment environment();

  /** The worker's database, if it has one. */
  Optional<Database> database();

  /** Who serves now. */
  Victim victim();

  /**
   * Has another start take the victim's place; does not wait for it to be ready. In the same place
   * where the victim is dead, beside it where it lives or only stands still.
   *
   * @param variables added to the environment of that start alone
   */
  void replace(Map<String, String> variables);

  /** The same as any other start. */
  default void replace() {
    replace(Map.of());
  }

  /** Waits until whoever serves now polls. */
  void awaitPolling();

  /** The clock that the victim goes by, where it was started with one that can be moved. */
  Optional<FakeClock> clock();

  /** Inflicts a fault that all lanes meet, once for all of them. */
  void together(Runnable fault);
}
