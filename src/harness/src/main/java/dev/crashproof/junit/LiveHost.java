package dev.crashproof.junit;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.Description;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.Environments;
import dev.crashproof.environment.Progress;
import dev.crashproof.environment.Settings;
import dev.crashproof.process.Run;
import dev.crashproof.process.RunRegistry;

/** Real servers, as the system's settings ask for them, and the console. */
final class LiveHost implements SweepHost {
  private final Run run;
  private final Environment environment;
  private final Progress console;

  private LiveHost(Run run, Environment environment, Progress console) {
    this.run = run;
    this.environment = environment;
    this.console = console;
  }

  /** Starts the servers, which takes seconds. */
  static LiveHost start() {
    Progress console = line -> System.out.println("crashproof: " + line);
    Run run = RunRegistry.standard(Environments.leftoverCleaners()).open();
    try {
      return new LiveHost(run, Environments.start(Settings.fromSystem(), run, console), console);
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  @Override
  public Description environment() {
    return environment.description();
  }

  @Override
  public Database newDatabase() {
    return environment.newDatabase("sweep");
  }

  @Override
  public Sweeping open(SweepOrder order) {
    return LiveSweep.open(environment, order);
  }

  @Override
  public Progress console() {
    return console;
  }

  /** The run closes the environment, and whatever else was started in it. */
  @Override
  public void close() {
    run.close();
  }
}
