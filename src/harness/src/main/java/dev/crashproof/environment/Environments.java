package dev.crashproof.environment;

import dev.crashproof.process.LeftoverCleaner;
import dev.crashproof.process.Run;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The way to an {@link Environment}:
 *
 * <pre>{@code
 * Run run = RunRegistry.standard(Environments.leftoverCleaners()).open();
 * Environment environment = Environments.start(Settings.fromSystem(), run, System.out::println);
 * }</pre>
 */
public final class Environments {
  private Environments() {}

  /**
   * Starts what the settings ask for and says in one line what was chosen and why. It is closed
   * with the run at the latest.
   *
   * @throws EnvironmentException if it can't be had: at once where a backend asked for by name is
   *     not there
   */
  public static Environment start(Settings settings, Run run, Progress progress) {
    Selection selection = Selection.of(settings, backends(), progress);
    progress.step("environment: " + selection.backend().name() + " (" + selection.reason() + ")");
    Starting starting = new Starting();
    run.onClose("environment " + selection.backend().name(), starting);
    Environment environment =
        starting.start(
            () ->
                selection.backend().start(new Launch(settings, run, progress, selection.reason())));
    // After its processes were added, so that it is closed before they are.
    run.onClose("environment " + selection.backend().name(), environment);
    return environment;
  }

  /** Those who clean up what a harness that was killed left behind: the run registry's to call. */
  public static List<LeftoverCleaner> leftoverCleaners() {
    return backends().stream().flatMap(backend -> backend.leftoverCleaners().stream()).toList();
  }

  private static List<Backend> backends() {
    return ServiceLoader.load(Backend.class, Environments.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}
